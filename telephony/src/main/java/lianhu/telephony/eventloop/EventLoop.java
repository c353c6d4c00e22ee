package lianhu.telephony.eventloop;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The thread on which everything of a gateway happens. */
public interface EventLoop extends Executor {
    /** Completes on the event loop after this time. */
    Uni<Void> pause(Duration duration);

    static EventLoop of(Context context) {
        return new EventLoop() {
            @Override
            public void execute(Runnable task) {
                context.runOnContext(begun -> task.run());
            }

            @Override
            public Uni<Void> pause(Duration duration) {
                return Uni.createFrom()
                        .emitter(over -> context.runOnContext(
                                begun -> context.owner().setTimer(duration.toMillis(), timer -> over.complete(null))));
            }
        };
    }
}
