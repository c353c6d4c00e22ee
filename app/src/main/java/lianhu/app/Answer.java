package lianhu.app;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Rides along as message metadata and carries the result back; an acknowledgement alone carries no value. */
final class Answer<T> {
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();

    T get() {
        T given = value.get();
        if (given == null) {
            throw new IllegalStateException("acknowledged without an answer");
        }
        return given;
    }

    @SuppressWarnings("unchecked")
    static <T> void put(Message<?> message, T value) {
        message.getMetadata(Answer.class).ifPresent(answer -> ((Answer<T>) answer).value.set(value));
    }
}
