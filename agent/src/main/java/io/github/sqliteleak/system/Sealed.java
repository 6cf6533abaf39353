package io.github.sqliteleak.system;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps something where no field leads to it. The agent is in the module of the whole class path,
 * so reflection opens each of its fields, and an {@code Instrumentation} found there opens the JDK.
 * What is kept here lies behind a map of the JDK's, whose fields are closed to everybody, and is
 * handed to classes of the agent's alone that hand it to nobody.
 */
public final class Sealed<T> {
    private static final String AGENT = "io.github.sqliteleak.";
    private static final Set<String> MAY_OPEN =
            Set.of(
                    AGENT + "agent.ApplicationLog$Loaded",
                    AGENT + "agent.Attached",
                    AGENT + "agent.DriverUse",
                    AGENT + "agent.LoadedClasses",
                    AGENT + "exit.ShutdownHooks",
                    AGENT + "jmx.JmxWatch",
                    AGENT + "weave.PoolSight",
                    AGENT + "weave.PoolWeaving");

    private final Map<Object, T> content;

    public Sealed(T content) {
        this.content = Collections.unmodifiableMap(new Content<>(content));
    }

    /**
     * What is kept here.
     *
     * @throws IllegalCallerException for a class that may not open it
     */
    public T open() {
        T opened = content.get(this);
        if (opened == null) {
            throw new IllegalCallerException("this is for the agent alone");
        }
        return opened;
    }

    /** Looks empty, and answers {@link Sealed#open} called by a class that may. */
    private static final class Content<T> extends AbstractMap<Object, T> {
        private final T value;

        Content(T value) {
            this.value = value;
        }

        @Override
        public Set<Map.Entry<Object, T>> entrySet() {
            return Set.of();
        }

        @Override
        public @Nullable T get(@Nullable Object key) {
            Class<?> caller =
                    StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(new Caller());
            return caller != null
                            && caller.getClassLoader() == Sealed.class.getClassLoader()
                            && MAY_OPEN.contains(caller.getName())
                    ? value
                    : null;
        }
    }

    /** The class below this one and the JDK's map. No lambda, for which this is too early. */
    private static final class Caller implements Function<Stream<StackFrame>, @Nullable Class<?>> {
        @Override
        public @Nullable Class<?> apply(Stream<StackFrame> frames) {
            java.util.Iterator<StackFrame> each = frames.iterator();
            while (each.hasNext()) {
                Class<?> type = each.next().getDeclaringClass();
                if (type != Content.class
                        && type != Sealed.class
                        && !type.getName().startsWith("java.util.Collections$")) {
                    return type;
                }
            }
            return null;
        }
    }
}
