def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

def hardCoded = 'maven-surefire-plugin (default-test) has <argLine>-Xmx64m</argLine>, which leaves the agent out;' +
        ' write <argLine>@{argLine} -Xmx64m</argLine>, with @ and not with $'
said('[WARNING] the agent is lost: ' + hardCoded)
failed('lost-arg-line-hard-coded', 'tests ran without the agent: target/surefire-reports/TEST-it.RepoTest.xml,' +
        ' and there is no report in ' + new File(basedir, 'hard-coded/target/sqlite-leaks') + '; ' + hardCoded)

def noFork = 'maven-surefire-plugin (default-test) has forkCount 0: tests run in Maven\'s own JVM, which has no agent;' +
        ' use forkCount 1 or more'
said('[WARNING] the agent is lost: ' + noFork)
failed('lost-arg-line-no-fork', 'tests ran without the agent: target/surefire-reports/TEST-it.RepoTest.xml,' +
        ' and there is no report in ' + new File(basedir, 'no-fork/target/sqlite-leaks') + '; ' + noFork)

passed('lost-arg-line-kept')
said('[INFO] sqlite-leak-agent: 1 connection opened and closed (1 JVM).')
assert log.count('the agent is lost') == 2
