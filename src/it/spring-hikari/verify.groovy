def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

failed('spring-hikari-leak', '1 connection leaked at 1 site (1 opened, 0 closed, 1 JVM)')
said('[ERROR]   1 connection of pool HikariCP, idle in a pool that was not closed')
said('[ERROR]     at it.PooledTest$Config.dataSource(PooledTest.java:')
passed('spring-hikari-clean')
said('[INFO] sqlite-leak-agent: 1 connection opened and closed (1 JVM).')
