def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default-cli) on project ' + module + ': ' + reason) }

def hardCoded = '; maven-surefire-plugin (default-test) has <argLine>-Xmx64m</argLine>, which leaves the agent out;' +
        ' write <argLine>@{argLine} -Xmx64m</argLine>, with @ and not with $'
failed('separate-check-first-lost', 'tests ran without the agent: target/surefire-reports/TEST-it.RepoTest.xml' + hardCoded)
failed('separate-check-no-xml', 'tests ran without the agent: target/surefire-reports/it.RepoTest.txt, and there is' +
        ' no report in ' + new File(basedir, 'no-xml/target/sqlite-leaks') + hardCoded)

assert !log.contains(' on project separate-check-clean:')
said('[INFO] sqlite-leak-agent: 2 connections opened, all closed (2 JVMs).')
assert !new File(basedir, 'clean/target/surefire-reports/TEST-it.RepoTest.xml').exists()

failed('separate-check-again', 'tests ran without the agent: target/surefire-reports/TEST-it.RepoTest.xml,' +
        ' and what is in ' + new File(basedir, 'again/target/sqlite-leaks') + ' is of an earlier build;' +
        ' run prepare-agent before the tests, in the same build')
// Not in the run before: there it was judged by its own report.
assert log.readLines().count { it.startsWith('[ERROR]') && it.contains(' on project separate-check-again: ') } == 1
assert log.indexOf(' on project separate-check-again: ') > log.indexOf(' on project separate-check-first-lost: ')
