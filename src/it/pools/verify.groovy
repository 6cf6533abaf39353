def source = new File(basedir, 'src/test/java/it/pools/Pools.java').readLines()
for (versions in ['newest', 'older']) {
    def reports = new File(basedir, "target/sqlite-leaks-${versions}").listFiles()
    assert reports.size() == 1: "one report and no marker of the ${versions}, but there is ${reports}"
    def report = new groovy.json.JsonSlurper().parse(reports[0])

    def borrowed = report.leaks.findAll { it.connections[0].kind == 'not-given-back' }
    assert borrowed*.owner.toSet().size() == 15: borrowed*.owner
    // Tomcat has two pools.
    assert borrowed.size() == 16
    for (leak in borrowed) {
        assert leak.count == 4: leak
        def open = leak.connections.findAll { it.database.endsWith('-open.db') }
        def closed = leak.connections.findAll { it.database.endsWith('-closed.db') }
        assert open.size() == 2 && closed.size() == 2: leak
        if (leak.owner == 'pool:UCP') {
            // Closed by a manager, which its data source does not know: seen where that closes what is lent.
            assert open.every { it.poolClosed == null }: leak
            assert closed.every { it.poolClosed == (versions == 'newest' ? true : null) }: leak
        } else {
            assert open.every { it.poolClosed == false }: leak
            assert closed.every { it.poolClosed == true }: leak
        }
        // The borrower's test counts, and not that of whoever opened the connection.
        assert open.every { it.test.startsWith('it.pools.PoolsTest#forgets(String)') }: leak
        for (connection in leak.connections) {
            def at = connection.borrowSite =~ /\(Pools\.java:(\d+)\)/
            assert at.find(): connection.borrowSite
            assert source[at.group(1).toInteger() - 1].endsWith('// BORROWED'): connection.borrowSite
        }
    }
    // Of a pool that nobody has closed one finding, with the pool's own way to close it: the borrowers are innocent.
    def idle = report.leaks.findAll { it.connections.every { c -> c.database.endsWith('-idle.db') } }
    def closing = [HikariCP: 'HikariDataSource.close()', DBCP2: 'BasicDataSource.close()', DBCP: 'BasicDataSource.close()',
            Agroal: 'AgroalDataSource.close()', c3p0: 'ComboPooledDataSource.close()', Druid: 'DruidDataSource.close()',
            vibur: 'ViburDBCPDataSource.close()', MyBatis: 'PooledDataSource.forceCloseAll()', H2: 'JdbcConnectionPool.dispose()',
            BoneCP: 'BoneCPDataSource.close()', ORMLite: 'ConnectionSource.close()', Stormpot: 'Pool.shutdown()',
            Hibernate: 'SessionFactory.close()', Tomcat: 'DataSource.close()']
    // Tomcat has two pools, and UCP closes its connections in a hook of its own.
    assert idle.size() == closing.size() + 1: idle*.owner
    assert idle*.owner.toSet() == closing.keySet().collect { 'pool:' + it }.toSet()
    for (leak in idle) {
        assert leak.connections.every { it.kind == 'pool-never-closed' }: leak
        assert leak.fix.contains(closing[leak.owner - 'pool:']): leak.fix
        assert !(leak.site =~ /borrow|giveBack|lambda/): leak.site
    }
    // What else is open sits in pools that nobody closed.
    for (leak in report.leaks - borrowed - idle) {
        assert leak.connections.every { it.kind in ['pool-never-closed', 'opened-during-exit'] && it.database.endsWith('-open.db') }: leak
    }
}
