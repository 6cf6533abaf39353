def reports = new File(basedir, 'target/sqlite-leaks').listFiles()
assert reports.size() == 1: "one report and no marker, but there is ${reports}"
def report = new groovy.json.JsonSlurper().parse(reports[0])
assert report.totals.opened == 2
assert report.totals.closed == 1
assert report.leaks.size() == 1
assert report.leaks[0].openSite ==~ /it\.RepoTest\.open\(RepoTest\.java:\d+\)/
assert report.leaks[0].openStack.any { it.startsWith('it.RepoTest.leavesItOpen(') }
assert !new File(basedir, 'target/leak.db-wal').exists()

def log = new File(basedir, 'build.log').text
assert log.contains('sqlite-leak-agent: 1 connection leaked at 1 site (2 opened, 1 closed)')
assert !log.contains('Corrupted channel')
