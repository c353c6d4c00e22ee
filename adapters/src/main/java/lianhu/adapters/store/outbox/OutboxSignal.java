package lianhu.adapters.store.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rung after each commit of this copy that leaves something to send, so that the outbox need not wait for its next look. */
@ApplicationScoped
public class OutboxSignal {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void subscribe(Runnable listener) {
        listeners.add(listener);
    }

    public void signal() {
        listeners.forEach(Runnable::run);
    }
}
