package lianhu.adapters.store.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signals commits of this instance that add deliveries, so that the outbox does not wait for its poll. */
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
