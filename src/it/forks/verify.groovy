def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

// A JVM for each class, two at a time, all into one folder.
failed('forks-leak', '3 connections leaked at 1 site (3 opened, 0 closed, 3 JVMs)')
said('[ERROR]     at it.Repo.open(Repo.java:')
passed('forks-clean')
said('[INFO] sqlite-leak-agent: 3 connections opened, all closed (3 JVMs).')
