package lianhu.adapters.store.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;

/** Signals commits of this instance that add deliveries, so that the outbox does not wait for its poll. */
@ApplicationScoped
public class OutboxSignal {
    private final Map<Short, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /** @param priority one of the constants of {@link OutboxPartitions} */
    public void subscribe(short priority, Runnable listener) {
        listeners.computeIfAbsent(priority, key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Wakes the outboxes of those that are to be sent. */
    public void signal(Stream<NewDelivery> deliveries) {
        deliveries
                .filter(newDelivery -> newDelivery.state() == DeliveryState.PENDING)
                .map(OutboxPartitions::priority)
                .distinct()
                .forEach(this::signal);
    }

    public void signalBroadcasts() {
        signal(OutboxPartitions.BROADCASTS);
        signal(OutboxPartitions.EMERGENCIES);
    }

    private void signal(short priority) {
        listeners.getOrDefault(priority, List.of()).forEach(Runnable::run);
    }
}
