def log = new File(basedir, 'build.log').text.replace('\r\n', '\n')
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def times = { text -> log.count(text) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }
def failed = { module -> assert log.contains(' on project ' + module + ':'): module + ' passed' }

// The agent by argLine, and then by itself: the same message, and the same tests.
def leak = '''SQLite: 1 connection opened by this test was left open
  1 connection opened at it.RepoTest.leaks(RepoTest.java:15)
    database:  :memory:
    holds:     no transaction, no open statement
    cleanup:   closed by the agent
    fix:       open it in try (Connection c = …) { … }, which closes it on every path
'''
failed('junit-extension-leak')
failed('junit-extension-self-attached')
// In each of them once below the test's name, and once in the summary.
assert times(leak) == 4
assert times('[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0\n') == 2
assert times('[ERROR] it.RepoTest.leaks') == 2
assert times('[ERROR] it.RepoTest.closes') == 0

passed('junit-extension-clean')
said('[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0\n')

// The driver is loaded when the agent is attached.
passed('junit-extension-too-late')
said('[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0\n')

// What was left open is in the report of the module, as its test's.
def reports = new File(basedir, 'leak/target/sqlite-leaks').listFiles()
assert reports.size() == 1: "one report, but there is ${reports}"
def report = new groovy.json.JsonSlurper().parse(reports[0])
assert report.leaks.size() == 1
assert report.leaks[0].openSite == 'it.RepoTest.leaks(RepoTest.java:15)'
