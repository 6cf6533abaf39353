def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

passed('gate-suppressed')
said('[INFO] sqlite-leak-agent: no new leak (2 opened, 1 closed, 1 JVM)')
said('open:it.RepoTest#open')

failed('gate-other-suppressed', '1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)')

passed('gate-report-only')
said('[WARNING] 1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)')

failed = { module, reason -> said(':check (default-cli) on project ' + module + ': ' + reason) }
failed('gate-killed', 'incomplete data, so this is no pass: target/sqlite-leaks/leaks-')
said(' has not reported: killed, or still running')
passed('gate-not-killed')
