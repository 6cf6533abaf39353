def reports = new File(basedir, 'target/sqlite-leaks').listFiles()
assert reports.size() == 1: "one report and no marker, but there is ${reports}"
def report = new groovy.json.JsonSlurper().parse(reports[0])

def sources = new File(basedir, 'src/test')
def cases = new File(sources, 'java/it/lib').listFiles().findAll { it.text.contains('implements Behind') }
assert cases.size() >= 19
assert report.leaks.size() == cases.size(): "a leak of each and none of the twins: ${report.leaks*.site}"

def files = [:]
sources.eachFileRecurse { files[it.name] = it }
for (leak in report.leaks) {
    assert leak.count == 1
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
