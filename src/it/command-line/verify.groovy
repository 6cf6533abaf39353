def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

failed = { module, reason -> said(':check (default-cli) on project ' + module + ': ' + reason) }

failed('command-line-leak', '1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)')
failed('command-line-integration', '1 connection leaked at 1 site (3 opened, 2 closed, 2 JVMs)')
passed('command-line-clean')
said('[INFO] sqlite-leak-agent: 2 connections opened, all closed (2 JVMs).')
said('maven-surefire-plugin:3.5.6:test (default-test) @ command-line-clean')
passed('command-line-no-tests')
assert log.count('[INFO] no tests, nothing to check') == 2

assert new File(basedir, 'target/sqlite-leak-report/sqlite-leaks.txt').text.startsWith(
        'sqlite-leak-agent: 2 connections leaked at 2 sites (7 opened, 5 closed, 5 JVMs)')
def sarif = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/sqlite-leak-report/sqlite-leaks.sarif'))
def places = sarif.runs[0].results.collect { it.locations[0].physicalLocation.artifactLocation.uri }
assert places.toSet() == ['unit%20leak/src/test/java/it/RepoTest.java', 'integration/src/test/java/it/RepoIT.java'].toSet()
