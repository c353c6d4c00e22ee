package lianhu.app;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends something down a channel and hands back what the other end made of it. */
final class Road {
    static <T, R> Uni<R> send(MutinyEmitter<T> emitter, T payload) {
        Answer<R> answer = new Answer<>();
        return emitter.sendMessage(Message.of(payload, Metadata.of(answer))).map(done -> answer.get());
    }

    private Road() {}
}
