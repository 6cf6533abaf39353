package io.github.sqliteleak.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/sqliteleaks}: the numbers, the connections that are open, and those that others
 * may have to wait for.
 */
@Endpoint(id = "sqliteleaks")
public final class SqliteLeaksEndpoint {
    private static final String[] TABLES = {"openConnections", "holders"};

    private final AgentView view;

    SqliteLeaksEndpoint(AgentView view) {
        this.view = view;
    }

    /** What the agent knows now. */
    @ReadOperation
    public Map<String, Object> dump() {
        Map<String, Object> dump = new LinkedHashMap<>();
        dump.put("seen", view.isThere());
        dump.putAll(view.attributes());
        for (String table : TABLES) {
            Object rows = view.table(table);
            if (rows != null) {
                dump.put(table, rows);
            }
        }
        return dump;
    }
}
