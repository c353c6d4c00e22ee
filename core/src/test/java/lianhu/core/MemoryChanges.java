package lianhu.core;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.concurrent.atomic.AtomicLong;

/** Changes that a test announces. */
public final class MemoryChanges implements Changes {
    private final BroadcastProcessor<Long> heard = BroadcastProcessor.create();
    private final AtomicLong count = new AtomicLong();

    public void announce() {
        heard.onNext(count.incrementAndGet());
    }

    @Override
    public Multi<Long> changes() {
        return heard;
    }
}
