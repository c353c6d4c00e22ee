package lianhu.adapters.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rung after each commit of this copy that leaves something to send, so that the outbox need not wait for its next look. */
@ApplicationScoped
public class Doorbell {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public void ring() {
        listeners.forEach(Runnable::run);
    }
}
