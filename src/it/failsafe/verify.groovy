def log = new File(basedir, 'build.log').text
def said = { text -> if (!log.contains(text)) throw new AssertionError('not in the log: ' + text) }
def failed = { module, reason -> said(':check (default) on project ' + module + ': ' + reason) }
def passed = { module -> assert (!log.contains(' on project ' + module + ':')): module + ' failed' }

failed('failsafe-leak', '1 connection leaked at 1 site (3 opened, 2 closed, 2 JVMs)')
said('[ERROR]     at it.RepoIT.leavesItOpen(RepoIT.java:')
passed('failsafe-clean')
said('[INFO] sqlite-leak-agent: 2 connections opened, all closed (2 JVMs).')

// Each kind of test has its own folder, and its JVM has the agent once.
['leak', 'clean'].each { module ->
    ['sqlite-leaks', 'sqlite-leaks-it'].each { folder ->
        assert new File(basedir, module + '/target/' + folder).list().length == 1
    }
}
assert (!log.contains('given twice')): 'the agent is there twice'
