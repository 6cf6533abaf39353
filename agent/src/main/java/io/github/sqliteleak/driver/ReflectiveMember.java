package io.github.sqliteleak.driver;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * The public members of the driver that the agent reaches by reflection, all in one table. A driver
 * is checked for them before it is woven.
 */
public enum ReflectiveMember {
    CLOSE("org.sqlite.core.DB", "close"),
    IS_CLOSED("org.sqlite.core.DB", "isClosed"),
    INTERRUPT("org.sqlite.core.DB", "interrupt"),
    CONFIG("org.sqlite.core.DB", "getConfig"),
    LIBRARY_VERSION("org.sqlite.core.DB", "libversion"),
    URL("org.sqlite.core.DB", "getUrl"),
    STATEMENT_POINTER("org.sqlite.core.CoreStatement", "pointer", ""),
    TO_PROPERTIES("org.sqlite.SQLiteConfig", "toProperties"),
    SHARES_CACHE("org.sqlite.SQLiteConfig", "isEnabledSharedCache"),
    BUSY_TIMEOUT("org.sqlite.SQLiteConfig", "getBusyTimeout"),
    PRAGMA_NAME("org.sqlite.SQLiteConfig$Pragma", "pragmaName", ""),
    CREATE_CONNECTION(
            "org.sqlite.JDBC", "createConnection", "(Ljava/lang/String;Ljava/util/Properties;)"),
    RESULT_CODE("org.sqlite.SQLiteException", "getResultCode"),
    CODE_NUMBER("org.sqlite.SQLiteErrorCode", "code", "");

    private final String owner;
    private final String member;
    private final String descriptor;

    /** A method without parameters. */
    ReflectiveMember(String owner, String method) {
        this(owner, method, "()");
    }

    /**
     * @param descriptor of the parameters, with the parentheses; empty for a field
     */
    ReflectiveMember(String owner, String member, String descriptor) {
        this.owner = owner;
        this.member = member;
        this.descriptor = descriptor;
    }

    /** Whether some driver before 3.39.2 does without it. */
    public boolean isOptional() {
        return switch (this) {
            case IS_CLOSED,
                    CONFIG,
                    URL,
                    STATEMENT_POINTER,
                    BUSY_TIMEOUT,
                    RESULT_CODE,
                    CODE_NUMBER ->
                    true;
            default -> false;
        };
    }

    /** Binary name of the class that declares it. */
    public String owner() {
        return owner;
    }

    /** Its name, and the descriptor of a method's parameters: {@code close()}. */
    public String signature() {
        return member + descriptor;
    }

    /** The class that declares it. */
    Class<?> type(ClassLoader driver) throws ClassNotFoundException {
        return Class.forName(owner, false, driver);
    }

    /** The method that {@code type}, its owner or a subclass, has. */
    public Method in(Class<?> type, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(member, parameters);
    }

    /** The field that {@code type}, its owner or a subclass, has. */
    Field fieldIn(Class<?> type) throws NoSuchFieldException {
        return type.getField(member);
    }

    String member() {
        return member;
    }
}
