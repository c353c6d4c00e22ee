package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a body in chunks and stops at a size no message of WeCom has: before the signature is verified the sender is
 * unknown.
 */
final class BoundedBodyReader {
    /** The result for a body that is too long or incomplete; it holds no envelope. */
    private static final byte[] NONE = {};

    static Uni<byte[]> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer read = Buffer.buffer();
            AtomicBoolean isOver = new AtomicBoolean();
            request.exceptionHandler(broken -> {
                if (isOver.compareAndSet(false, true)) {
                    emitter.complete(NONE);
                }
            });
            request.endHandler(end -> {
                if (isOver.compareAndSet(false, true)) {
                    emitter.complete(read.getBytes());
                }
            });
            request.handler(part -> {
                if (isOver.get()) {
                    return;
                }
                if (read.length() + part.length() <= CallbackEnvelope.MAX_BYTES) {
                    read.appendBuffer(part);
                } else if (isOver.compareAndSet(false, true)) {
                    closeConnection(request);
                    emitter.complete(NONE);
                }
            });
            if (request.headers().contains(HttpHeaders.EXPECT)) {
                request.response().writeContinue();
            }
            request.resume();
        });
    }

    /** HTTP/2 has no such header: there the stream ends with the answer. */
    private static void closeConnection(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private BoundedBodyReader() {}
}
