package lianhu.adapters.store.ticket;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.Executor;
import java.util.function.Function;
import lianhu.adapters.sql.PgErrors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * One transaction on its own Vert.x context: calls that share a context would share a Hibernate session. The result
 * arrives on the context of the caller.
 */
final class UnitOfWork {
    private final ContextInternal loop;
    private final Mutiny.SessionFactory sessions;

    UnitOfWork(Vertx vertx, Mutiny.SessionFactory sessions) {
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.sessions = sessions;
    }

    <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<T> result = Uni.createFrom()
                    .<T>emitter(emitter -> {
                        ContextInternal context = newContext(caller);
                        context.runOnContext(start ->
                                sessions.withTransaction(work).subscribe().with(emitter::complete, emitter::fail));
                    })
                    .onFailure()
                    .transform(PgErrors::translate);
            return caller == null ? result : result.emitOn(executorOf(caller));
        });
    }

    private ContextInternal newContext(@org.jspecify.annotations.Nullable Context caller) {
        ContextInternal root =
                caller instanceof ContextInternal known && known.isEventLoopContext() ? known.unwrap() : loop;
        ContextInternal context = root.duplicate();
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    private static Executor executorOf(Context context) {
        return task -> context.runOnContext(start -> task.run());
    }
}
