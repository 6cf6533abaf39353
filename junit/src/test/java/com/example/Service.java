package com.example;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Code under test that works in the common pool. */
final class Service {
    private Service() {}

    static CompletableFuture<Void> load() {
        return CompletableFuture.runAsync(Service::open);
    }

    static CompletableFuture<Void> loadAndClose() {
        return CompletableFuture.runAsync(Service::openAndClose);
    }

    static CompletableFuture<Void> loadAfter(CountDownLatch latch) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    open();
                });
    }

    private static void open() {
        try {
            Db.open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void openAndClose() {
        try {
            Db.open().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
