package it.lib;

import cats.effect.IO;
import cats.effect.kernel.Async;
import cats.effect.unsafe.IORuntime;
import doobie.util.transactor.Transactor;
import java.sql.Connection;
import scala.Option;

/** A connection that a program of cats-effect opens for a Transactor, on a thread of its runtime. */
final class Doobie implements Behind {
    private static final Async<IO> ASYNC = IO.asyncForIO();

    private Connection open() throws Exception {
        return source().getConnection();
    }

    private IO<Boolean> program(Connection connection) {
        var unapplied = doobie.util.transactor.Transactor$.MODULE$.<IO>fromConnection();
        Transactor<IO> transactor = unapplied.apply(connection, Option.empty(), ASYNC);
        KEPT.add(transactor);
        return (IO<Boolean>) transactor.trans(ASYNC).apply(doobie.free.connection.getAutoCommit());
    }

    private static <A> A run(IO<A> io) {
        return io.unsafeRunSync(IORuntime.global());
    }

    @Override
    public void leak() throws Exception {
        run(
                IO.blocking(
                                () -> {
                                    try {
                                        return open(); // LEAK
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                })
                        .flatMap(this::program));
    }

    @Override
    public void twin() throws Exception {
        try (Connection connection = open()) {
            run(program(connection));
        }
    }
}
