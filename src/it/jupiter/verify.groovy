def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

failed('jupiter-leak', '1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)')
said('[ERROR] sqlite-leak-agent: 1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)')
said('[ERROR]     at it.RepoTest.leavesItOpen(RepoTest.java:')
passed('jupiter-clean')
said('[INFO] sqlite-leak-agent: 1 connection opened and closed (1 JVM).')

failed('jupiter-parallel-leak', '2 connections leaked at 1 site (3 opened, 1 closed, 1 JVM)')
said('[ERROR]     at it.ParallelTest.opensBesideOthers(ParallelTest.java:')
passed('jupiter-parallel-clean')
said('[INFO] sqlite-leak-agent: 3 connections opened, all closed (1 JVM).')
