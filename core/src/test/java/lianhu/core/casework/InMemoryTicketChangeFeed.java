package lianhu.core.casework;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes the changes of a test. */
public final class InMemoryTicketChangeFeed implements TicketChangeFeed {
    private final BroadcastProcessor<Long> heard = BroadcastProcessor.create();
    private final AtomicLong count = new AtomicLong();

    public void publish() {
        heard.onNext(count.incrementAndGet());
    }

    @Override
    public Multi<Long> changes() {
        return heard;
    }
}
