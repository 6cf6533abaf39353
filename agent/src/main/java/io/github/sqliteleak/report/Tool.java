package io.github.sqliteleak.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Who writes the reports. */
public final class Tool {
    public static final String NAME = "sqlite-leak-agent";

    private Tool() {}

    /** The version of this build; {@code unknown} when its jar was taken apart. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = Tool.class.getResourceAsStream("tool.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }
}
