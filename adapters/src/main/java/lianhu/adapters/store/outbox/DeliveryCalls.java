package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.logging.Logger;

/** Makes the calls of an outbox. An error and a missing answer are outcomes, too. */
record DeliveryCalls(Function<List<Delivery>, Uni<ChannelSender.Outcome>> handler, Duration timeout) {
    private static final Logger LOG = Logger.getLogger(DeliveryCalls.class);

    Uni<ChannelSender.Outcome> make(List<Delivery> batch) {
        return Uni.createFrom()
                .deferred(() -> handler.apply(batch))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> new ChannelSender.Outcome.Unknown("没有在时限内回话"))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new ChannelSender.Outcome.RetryLater("暂时办不到", Duration.ZERO))
                .onFailure()
                .recoverWithItem(failure -> unknown(batch, failure));
    }

    static ChannelSender.Outcome unknown(List<Delivery> batch, Throwable failure) {
        LOG.errorf(
                "delivery %d failed: %s",
                batch.getFirst().id(), failure.getClass().getName());
        return new ChannelSender.Outcome.Unknown("出错：" + failure.getClass().getSimpleName());
    }
}
