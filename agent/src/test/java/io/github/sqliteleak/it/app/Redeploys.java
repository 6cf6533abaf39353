package io.github.sqliteleak.it.app;

import jakarta.servlet.ServletContext;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that deploys and undeploys the {@link WebApplication} again and again, and waits for all
 * of them to be unloaded. Arguments: how often, a web application that has the driver, and one that
 * uses the driver of the container.
 */
public final class Redeploys {
    private final Tomcat tomcat = new Tomcat();
    private final ConcurrentLinkedQueue<Connection> given = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "container");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();

    /** Not weak ones: those are cleared before the agent gets to close what is unloaded. */
    private final List<PhantomReference<ClassLoader>> loaders = new ArrayList<>();

    public static void main(String... args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        // The driver runs uname as it is loaded, and the JDK's thread that waits for its end would
        // keep the web application that was the first to run something.
        new ProcessBuilder("true").start().waitFor();
        new Redeploys().run(Integer.parseInt(args[0]), args[1], args[2]);
    }

    private void run(int times, String own, String shared) throws Exception {
        threads.submit(() -> {}).get();
        tomcat.setBaseDir("tomcat");
        tomcat.getHost();
        ((StandardServer) tomcat.getServer()).setUtilityThreadsAsDaemon(true);
        tomcat.start();
        for (int i = 0; i < times; i += 5) {
            deploy(own, i, "close");
            deploy(own, i + 1, "drop");
            deploy(own, i + 2, "keep");
            deploy(shared, i + 3, "give");
            deploy(shared, i + 4, "pool");
        }
        Db.collectUntil(() -> alive() == 0);
        Db.say(loaders.size() + " unloaded, " + given.size() + " connections in the container");
        for (Connection connection : given) {
            connection.close();
        }
        tomcat.stop();
        tomcat.destroy();
    }

    private void deploy(String folder, int number, String use) throws Exception {
        StandardContext context = new StandardContext();
        context.setName("/app");
        context.setPath("/app");
        context.setDocBase(Path.of(folder).toAbsolutePath().toString());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addApplicationListener(WebApplication.class.getName());
        context.addLifecycleListener(
                event -> {
                    if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                        tell(context.getServletContext(), number, use);
                    }
                });
        tomcat.getHost().addChild(context);
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("not deployed: " + use);
        }
        loaders.add(new PhantomReference<>(context.getLoader().getClassLoader(), unloaded));
        tomcat.getHost().removeChild(context);
    }

    private void tell(ServletContext application, int number, String use) {
        application.setAttribute("number", number);
        application.setAttribute("use", use);
        application.setAttribute("threads", (Executor) this::execute);
        application.setAttribute("container", (Consumer<Connection>) given::add);
    }

    private void execute(Runnable task) {
        try {
            threads.submit(task).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int alive() {
        int alive = 0;
        for (PhantomReference<ClassLoader> loader : loaders) {
            alive += loader.refersTo(null) ? 0 : 1;
        }
        return alive;
    }
}
