def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

['junit4', 'testng'].each { framework ->
    failed('junit4-testng-' + framework + '-leak', '1 connection leaked at 1 site (1 opened, 0 closed, 1 JVM)')
    passed('junit4-testng-' + framework + '-clean')
}
assert log.count('[ERROR]     at it.RepoTest.leavesItOpen(RepoTest.java:') == 2
// No test platform has reported the tests: the stack names them.
assert log.count('[ERROR]     test:      opened in test it.RepoTest#leavesItOpen()') == 2
assert log.count('[INFO] sqlite-leak-agent: 1 connection opened and closed (1 JVM).') == 2

passed('junit4-testng-junit4-no-driver')
said('[INFO] tests without sqlite-jdbc, nothing to check')

assert log.count('maven-surefire-plugin:3.5.6:test') == 5
