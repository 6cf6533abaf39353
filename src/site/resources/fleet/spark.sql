-- Reports of many JVMs as tables of Spark SQL. A bucket is read the same way: 's3a://reports/*/leaks-*.json'.

-- From what report --format ndjson wrote, one line for each leak site of each JVM.
CREATE OR REPLACE TEMPORARY VIEW lines USING json OPTIONS (path 'leaks*.ndjson');

CREATE OR REPLACE TEMPORARY VIEW leaks AS
SELECT *, to_timestamp(startedAt) AS started, regexp_extract(file, '([^/]+)/[^/]+$', 1) AS service FROM lines;

-- The same from the reports themselves, without the agent's command line. Markers of JVMs that still
-- run have no leaks.
CREATE OR REPLACE TEMPORARY VIEW reports USING json OPTIONS (path 'reports/*/leaks-*.json', multiLine 'true');

CREATE OR REPLACE TEMPORARY VIEW report_leaks AS
SELECT file, regexp_extract(file, '([^/]+)/[^/]+$', 1) AS service, main, to_timestamp(startedAt) AS started,
       leak.fingerprint, leak.site, leak.owner, leak.count
FROM (SELECT input_file_name() AS file, jvm.main, jvm.startedAt, explode(leaks) AS leak FROM reports);

-- The worst sites of the week.
SELECT site, sum(count) AS connections, count(DISTINCT file) AS jvms, count(DISTINCT service) AS services
FROM leaks
WHERE status NOT IN ('suppressed', 'allowed', 'in-use', 'during-exit')
  AND started > now() - INTERVAL 7 DAYS
GROUP BY site
ORDER BY connections DESC, site
LIMIT 20;

-- New since yesterday: sites that no JVM had that began before.
SELECT fingerprint, first(site) AS site, min(started) AS first, sum(count) AS connections
FROM leaks
GROUP BY fingerprint
HAVING min(started) > now() - INTERVAL 1 DAY
ORDER BY connections DESC, site;

-- By service: the folder in which its reports are.
SELECT service, count(DISTINCT fingerprint) AS sites, sum(count) AS connections, count(DISTINCT file) AS jvms
FROM report_leaks
GROUP BY service
ORDER BY connections DESC, service;
