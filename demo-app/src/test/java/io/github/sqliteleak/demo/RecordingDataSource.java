package io.github.sqliteleak.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.core.DB;

/**
 * Remembers who opened which connection. It keeps the native handle only, so that a connection can
 * still be collected.
 */
final class RecordingDataSource extends SQLiteDataSource implements AutoCloseable {
    private record Opened(String site, DB handle, WeakReference<Connection> connection) {}

    private final Queue<Opened> opened = new ConcurrentLinkedQueue<>();

    static RecordingDataSource at(Path file) {
        RecordingDataSource source = new RecordingDataSource();
        Database.configure(source, file);
        return source;
    }

    @Override
    public SQLiteConnection getConnection(String user, String password) throws SQLException {
        SQLiteConnection connection = super.getConnection(user, password);
        opened.add(new Opened(site(), connection.getDatabase(), new WeakReference<>(connection)));
        return connection;
    }

    int opened() {
        return opened.size();
    }

    /** How many connections of each opening site are still open. */
    Map<String, Long> leftOpen() {
        return opened.stream()
                .filter(each -> !each.handle().isClosed())
                .collect(groupingBy(Opened::site, TreeMap::new, counting()));
    }

    /** Whether the open connections of a site have been collected, all of them. */
    boolean collected(String site) {
        List<Opened> open =
                opened.stream()
                        .filter(each -> each.site().equals(site) && !each.handle().isClosed())
                        .toList();
        return !open.isEmpty() && open.stream().allMatch(each -> each.connection().refersTo(null));
    }

    @Override
    public void close() throws SQLException {
        for (Opened each : opened) {
            each.handle().close();
        }
    }

    private static String site() {
        return StackWalker.getInstance().walk(frames -> site(frames.toList()));
    }

    private static String site(List<StackFrame> frames) {
        if (frames.stream().anyMatch(frame -> frame.getClassName().startsWith("com.zaxxer."))) {
            return "pool";
        }
        return frames.stream()
                .filter(RecordingDataSource::isOfTheShop)
                .map(frame -> simpleName(frame.getClassName()) + "." + frame.getMethodName())
                .findFirst()
                .orElse("unknown");
    }

    private static boolean isOfTheShop(StackFrame frame) {
        return frame.getClassName().startsWith("io.github.sqliteleak.demo.")
                && !frame.getClassName().startsWith(RecordingDataSource.class.getName());
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
