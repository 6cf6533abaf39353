def reports = new File(basedir, 'target/sqlite-leaks').listFiles()
assert reports.size() == 1: "one report and no marker, but there is ${reports}"
def report = new groovy.json.JsonSlurper().parse(reports[0])

def sources = new File(basedir, 'src/test')
def cases = new File(sources, 'java/it/lib').listFiles().findAll { it.text.contains('implements Behind') }
assert cases.size() >= 25
assert report.leaks.size() == cases.size(): "a leak of each and none of the twins: ${report.leaks*.site}"

// What people read: the console of the JVM, and what check prints.
def log = new File(basedir, 'build.log').text
def jar = new File(basedir, '../../../../../agent/target/sqlite-leak-agent.jar')
def check = ['java', '-jar', jar.path, 'check', '--full', reports[0].path].execute()
def printed = check.text
assert check.waitFor() == 1

// The console shows the first ten.
report.leaks.take(10).each {
    def line = "    at ${it.site}"
    if (!log.contains(line)) throw new AssertionError('not on the console:' + line)
}

def files = [:]
sources.eachFileRecurse { files[it.name] = it }
for (leak in report.leaks) {
    // GeoPackage opens a connection for its tables and another one for its own tables.
    assert leak.count == (leak.site.contains('GeoPackages') ? 2 : 1)
    def line = "    at ${leak.site}"
    if (!printed.contains(line)) throw new AssertionError('not printed by check:' + line)
    assert leak.ownCode
    def at = leak.site =~ /\((.+):(\d+)\)/
    assert at.find(): leak.site
    // That of GroovyShell is a text.
    if (at.group(1) == 'Orders.groovy') {
        assert leak.site == 'Orders.run(Orders.groovy:2)'
    } else {
        assert files[at.group(1)].readLines()[at.group(2).toInteger() - 1].endsWith('LEAK'): leak.site
    }
}
assert report.leaks*.fingerprint.toSet().size() == cases.size()
