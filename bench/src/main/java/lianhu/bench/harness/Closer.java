package lianhu.bench.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends everything that was begun, the last first: after a run, and on Ctrl-C as well. */
public final class Closer implements AutoCloseable {
    /** Something begun. */
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
                System.err.println("could not be ended: " + e);
            }
        }
    }
}
