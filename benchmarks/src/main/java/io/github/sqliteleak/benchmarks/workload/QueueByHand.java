package io.github.sqliteleak.benchmarks.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * What one writes by hand: a blocking queue, a thread that prepares one statement once, and commits
 * what it finds in line. A write that fails ends it.
 */
final class QueueByHand implements AutoCloseable {
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 1_000;

    private record Write(String name, CompletableFuture<Boolean> written) {}

    private final BlockingQueue<Write> line = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;

    /**
     * @param writes how many there will be
     */
    QueueByHand(DataSource source, String insert, int writes) {
        this.thread = new Thread(() -> writeAll(source, insert, writes));
        thread.start();
    }

    CompletableFuture<Boolean> submit(String name) throws InterruptedException {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        line.put(new Write(name, written));
        return written;
    }

    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll(DataSource source, String sql, int writes) {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            List<Write> batch = new ArrayList<>();
            for (int done = 0; done < writes; done += batch.size()) {
                batch.clear();
                batch.add(line.take());
                line.drainTo(batch, BATCH - 1);
                for (Write write : batch) {
                    insert.setString(1, write.name());
                    insert.executeUpdate();
                }
                connection.commit();
                batch.forEach(write -> write.written().complete(true));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
