package io.github.sqliteleak.junit;

import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * What a test factory returns and has yet to compute: that is done in the scope of the factory,
 * though Jupiter asks for one node after the other between the tests. So are the children of its
 * containers.
 */
final class LazyNodes<N extends @Nullable Object> implements Iterator<N> {
    private final Iterator<N> nodes;
    private final Agent agent;
    private final Object scope;

    private LazyNodes(Iterator<N> nodes, Agent agent, Object scope) {
        this.nodes = nodes;
        this.agent = agent;
        this.scope = scope;
    }

    /** The same, in the scope where it is lazy. */
    @SuppressWarnings("unchecked") // of the kinds that Jupiter takes, each for its own kind
    static <T extends @Nullable Object> T inScope(T returned, Agent agent, Object scope) {
        if (returned instanceof Stream<?> stream) {
            return (T) inScope(stream, agent, scope);
        }
        if (returned instanceof Iterator<?> iterator) {
            return (T) new LazyNodes<>(iterator, agent, scope);
        }
        if (returned instanceof Collection<?> nodes) {
            return (T) nodes.stream().map(node -> node(node, agent, scope)).toList();
        }
        if (returned instanceof Iterable<?> iterable) {
            return (T) inScope(iterable, agent, scope);
        }
        if (returned instanceof DynamicNode[] nodes) {
            return (T) Stream.of(nodes).map(node -> node(node, agent, scope)).toList();
        }
        return node(returned, agent, scope);
    }

    /** Its children in the scope too, when it is a container. */
    @SuppressWarnings("unchecked") // a container for a container
    private static <N extends @Nullable Object> N node(N node, Agent agent, Object scope) {
        if (!(node instanceof DynamicContainer container)) {
            return node;
        }
        return (N) LazyContainer.with(container, inScope(container.getChildren(), agent, scope));
    }

    private static <N extends @Nullable Object> Iterable<N> inScope(
            Iterable<N> iterable, Agent agent, Object scope) {
        return () -> {
            Object before = agent.enter(scope);
            try {
                return new LazyNodes<>(iterable.iterator(), agent, scope);
            } finally {
                agent.leave(before);
            }
        };
    }

    private static <N extends @Nullable Object> Stream<N> inScope(
            Stream<N> stream, Agent agent, Object scope) {
        Iterator<N> nodes = new LazyNodes<>(stream.iterator(), agent, scope);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(nodes, Spliterator.ORDERED), false)
                .onClose(
                        () -> {
                            Object before = agent.enter(scope);
                            try {
                                stream.close();
                            } finally {
                                agent.leave(before);
                            }
                        });
    }

    @Override
    public boolean hasNext() {
        Object before = agent.enter(scope);
        try {
            return nodes.hasNext();
        } finally {
            agent.leave(before);
        }
    }

    @Override
    public N next() {
        Object before = agent.enter(scope);
        try {
            return node(nodes.next(), agent, scope);
        } finally {
            agent.leave(before);
        }
    }
}
