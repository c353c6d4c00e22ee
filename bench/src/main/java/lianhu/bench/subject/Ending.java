package lianhu.bench.subject;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends everything that was begun, the last first: after a run, and on Ctrl-C as well. */
public final class Ending implements AutoCloseable {
    /** Something begun. */
    public interface Begun {
        void end();
    }

    private final Deque<Begun> begun = new ArrayDeque<>();
    private boolean isOver;

    public synchronized <T extends Begun> T of(T thing) {
        if (isOver) {
            thing.end();
            throw new IllegalStateException("ending");
        }
        begun.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        isOver = true;
        while (!begun.isEmpty()) {
            Begun next = begun.pop();
            try {
                next.end();
            } catch (RuntimeException e) {
                System.err.println("could not be ended: " + e);
            }
        }
    }
}
