package io.github.sqliteleak.demo;

/** A report full of markup, quotes, control characters and very long words. */
final class HostileReport {
    static final String MARKUP =
            "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>\" onclick=\""
                    + "window.hacked = 3\" ' & &amp; </code></style> <!-- ]]> ${7*7} javascript:1";

    private HostileReport() {}

    static String json() {
        String rtl = "\\u202Etxt.exe \\u0000\\u001b[31m \u05e9\u05dc\u05d5\u05dd \\ud800";
        String word = "VeryLongWordWithoutAnyBreak".repeat(20);
        return """
        {"schema":1,"tool":{"name":"sqlite-leak-agent","version":"1"},
         "jvm":{"pid":1,"main":"MARKUP","java":"17","startedAt":"2026-11-20T12:00:00Z",
                "endedAt":"2026-11-20T12:00:09Z","exit":"hooks-timed-out",
                "hooksStillRunning":["MARKUP RTL"]},
         "driver":[{"version":"MARKUP","tracking":"full"}],
         "totals":{"opened":9,"closed":6,"leaked":3,"excluded":1,"peakOpen":3,"failedOpens":1,
                   "lockWaits":4,"lockTimeouts":2},
         "leaks":[LEAK1,LEAK2,LEAK3],
         "lockWaits":[
          {"database":"MARKUP","waiterSite":"a.MARKUP(B.java:1)","count":2,"totalMillis":6000,
           "maxMillis":3000,"timedOut":2,"resultCodes":["MARKUP"],
           "firstAt":"2026-11-20T12:00:02Z","lastAt":"2026-11-20T12:00:08.500Z",
           "holders":[{"connectionId":1,"thread":"MARKUP","site":"RTL","openSite":"WORD",
                       "pid":null,"process":null,"evidence":"open-cursor"},
                      {"connectionId":null,"thread":null,"site":null,"openSite":null,
                       "pid":7,"process":"MARKUP","evidence":"other-process"}]},
          {"database":"WORD","waiterSite":null,"count":2,"totalMillis":60,"maxMillis":30,
           "timedOut":0,"resultCodes":[],"holders":[]}],
         "databases":[
          {"path":"MARKUP","journalMode":"wal","walBytesBefore":41232,"walBytesAfter":41232,
           "checkpoint":{"result":"failed","reason":"MARKUP","busy":null,"log":null,
                         "checkpointed":null},
           "auxiliaryFilesLeft":["/x/MARKUP-wal"],"auxiliaryFilesReason":"RTL"},
          {"path":"WORD","journalMode":null,"walBytesBefore":null,"walBytesAfter":null,
           "checkpoint":{"result":"skipped","reason":"it is in memory","busy":null,"log":null,
                         "checkpointed":null},
           "auxiliaryFilesLeft":[],"auxiliaryFilesReason":null}]}
        """
                .replace("LEAK1", leak("aa11", "MARKUP", "true"))
                .replace("LEAK2", leak("bb22", "RTL", "null"))
                .replace("LEAK3", leak("cc33", "WORD", "false"))
                .replace("MARKUP", MARKUP.replace("\"", "\\\""))
                .replace("RTL", rtl)
                .replace("WORD", word);
    }

    private static String leak(String fingerprint, String text, String inTransaction) {
        return """
        {"fingerprint":"FP","count":1,"closedByAgent":0,"kinds":{"open-at-exit":1},
         "owner":"application","openSite":"a.T(B.java:1)",
         "openStack":["a.T(B.java:1)","java.base/java.lang.Thread.run(Thread.java:1)"],
         "tests":["T"],
         "connections":[{"id":1,"kind":"open-at-exit","database":"T","url":"T",
          "openedAt":"2026-11-20T12:00:01Z","openMillis":8123,"lastUsedMillisAgo":8001,
          "thread":"T","threadAlive":true,"inTransaction":TX,"transactionSite":"T",
          "transactionSql":"T","openStatements":[{"sql":"T","cursorOpen":true,"site":"T"}],
          "tests":["T"],"forceClose":"failed","forceCloseDetail":"T\\n at T"}]}
        """
                .replace("FP", fingerprint)
                .replace("TX", inTransaction)
                .replace("\"T\"", "\"" + text + "\"")
                .replace("a.T(", "a." + text + "(")
                .replace("\"T\\n at T\"", "\"" + text + "\\n at " + text + "\"");
    }
}
