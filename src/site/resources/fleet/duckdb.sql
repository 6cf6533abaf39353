-- Reports of many JVMs as tables of DuckDB. A bucket is read the same way: 's3://reports/**/leaks-*.json'
-- (INSTALL httpfs, LOAD httpfs).

-- From what report --format ndjson wrote, one line for each leak site of each JVM.
CREATE OR REPLACE VIEW leaks AS
SELECT * REPLACE (startedAt::TIMESTAMP AT TIME ZONE 'UTC' AS startedAt),
       regexp_extract(file, '([^/\\]+)[/\\][^/\\]+$', 1) AS service
FROM read_json('leaks*.ndjson', format = 'newline_delimited', union_by_name = true);

-- The same from the reports themselves, without the agent's command line. Markers of JVMs that still
-- run have no leaks.
CREATE OR REPLACE VIEW report_leaks AS
SELECT filename AS file,
       regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1) AS service,
       jvm.main AS main,
       jvm.pid AS pid,
       CAST(jvm.startedAt AS TIMESTAMPTZ) AS startedAt,
       CAST(jvm.endedAt AS TIMESTAMPTZ) AS endedAt,
       leak.fingerprint AS fingerprint,
       leak.site AS site,
       leak.owner AS owner,
       leak.count AS count
FROM (SELECT filename, jvm, unnest(leaks) AS leak
      FROM read_json('reports/**/leaks-*.json', filename = true, union_by_name = true,
                     maximum_object_size = 1000000000,
                     columns = {jvm: 'STRUCT(pid BIGINT, main VARCHAR, startedAt VARCHAR, endedAt VARCHAR)',
                                leaks: 'STRUCT(fingerprint VARCHAR, site VARCHAR, owner VARCHAR, count BIGINT)[]'}));

-- The worst sites of the week.
SELECT site, sum(count) AS connections, count(DISTINCT file) AS jvms, count(DISTINCT service) AS services
FROM leaks
WHERE status NOT IN ('suppressed', 'allowed', 'in-use', 'during-exit')
  AND startedAt > now() - INTERVAL 7 DAY
GROUP BY site
ORDER BY connections DESC, site
LIMIT 20;

-- New since yesterday: sites that no JVM had that began before.
SELECT fingerprint, any_value(site) AS site, min(startedAt) AS first, sum(count) AS connections
FROM leaks
GROUP BY fingerprint
HAVING min(startedAt) > now() - INTERVAL 1 DAY
ORDER BY connections DESC, site;

-- By service: the folder in which its reports are.
SELECT service, count(DISTINCT fingerprint) AS sites, sum(count) AS connections, count(DISTINCT file) AS jvms
FROM report_leaks
GROUP BY service
ORDER BY connections DESC, service;
