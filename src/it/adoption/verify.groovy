def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

said('[INFO] written: ' + new File(basedir, 'sqlite-leak-baseline.json'))
said('[INFO] sqlite-leak-agent: no new leak (1 opened, 0 closed, 1 JVM)')
failed('adoption', '2 connections leaked at 1 site: 0 new, 1 with more than the baseline allows (2 opened, 0 closed, 1 JVM)')
said('[INFO] deleted 1 report of earlier builds in ' + new File(basedir, 'target/sqlite-leaks'))
