def reports = new File(basedir, 'target/sqlite-leaks').listFiles()
assert reports.size() == 1: "one report and no marker, but there is ${reports}"
def report = new groovy.json.JsonSlurper().parse(reports[0])
assert report.totals.opened == 1
assert report.totals.closed == 1
assert report.leaks == []

def log = new File(basedir, 'build.log').text
assert log.contains('sqlite-leak-agent: 1 connection opened and closed.')
assert !log.contains('leaked')
assert !log.contains('Corrupted channel')
