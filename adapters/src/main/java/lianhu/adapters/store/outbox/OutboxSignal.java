package lianhu.adapters.store.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signals commits of this instance that add deliveries, so that the outbox does not wait for its poll. */
@ApplicationScoped
public class OutboxSignal {
    private final Map<Integer, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /** @param priority one of the constants of {@link OutboxPartitions} */
    public void subscribe(int priority, Runnable listener) {
        listeners.computeIfAbsent(priority, key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    public void signalTickets() {
        signal(OutboxPartitions.TICKETS);
    }

    public void signalBroadcasts() {
        signal(OutboxPartitions.BROADCASTS);
        signal(OutboxPartitions.EMERGENCIES);
    }

    private void signal(int priority) {
        listeners.getOrDefault(priority, List.of()).forEach(Runnable::run);
    }
}
