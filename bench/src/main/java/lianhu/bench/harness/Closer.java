package lianhu.bench.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes all registered resources in reverse order, after a run and on Ctrl-C. */
public final class Closer implements AutoCloseable {
    /** A registered resource. */
    public interface Resource {
        void close();
    }

    private final Deque<Resource> resources = new ArrayDeque<>();
    private boolean isOver;

    public synchronized <T extends Resource> T register(T thing) {
        if (isOver) {
            thing.close();
            throw new IllegalStateException("ending");
        }
        resources.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        isOver = true;
        while (!resources.isEmpty()) {
            Resource next = resources.pop();
            try {
                next.close();
            } catch (RuntimeException e) {
                System.err.println("could not be closed: " + e);
            }
        }
    }
}
