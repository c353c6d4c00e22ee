package lianhu.telephony.ari;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The files of recordings, which the WebSocket refuses (406): over HTTP, through a small bounded pool. */
final class RecordingFiles {
    private static final int MAX_WAITING = 1_000;

    private final Context context;
    private final HttpClient client;
    private final AriOptions options;

    RecordingFiles(Context context, AriOptions options) {
        this.context = context;
        this.options = options;
        int deadline = (int) options.requestDeadline().toMillis();
        client = context.owner()
                .createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(true)
                                .setConnectTimeout(deadline)
                                // A file that stops coming fails; a long one may take its time.
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setIdleTimeout(deadline),
                        new PoolOptions().setHttp1MaxSize(options.httpPool()).setMaxWaitQueueSize(MAX_WAITING));
    }

    Future<Buffer> read(String name, int maxBytes) {
        Promise<Buffer> read = Promise.promise();
        context.runOnContext(begun ->
                send(name).compose(response -> body(response, maxBytes)).onComplete(read));
        return read.future();
    }

    /** The bytes from {@code offset} on; fewer than {@code length} at the end of the file only. */
    Future<Buffer> readPart(String name, long offset, int length) {
        Promise<Buffer> read = Promise.promise();
        context.runOnContext(begun ->
                send(name).compose(response -> part(response, offset, length)).onComplete(read));
        return read.future();
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<HttpClientResponse> send(String name) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(options.host())
                .setPort(options.port())
                .setURI("/ari/" + AriOperation.STORED_RECORDING_FILE.uri(name));
        request.putHeader("Authorization", BasicAuthentication.header(options));
        return client.request(request).compose(HttpClientRequest::send);
    }

    private static Future<Buffer> body(HttpClientResponse response, int maxBytes) {
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        response.exceptionHandler(body::tryFail);
        response.endHandler(end -> body.tryComplete(read));
        response.handler(part -> {
            if (read.length() + part.length() > maxBytes) {
                body.tryFail(new AriException(413, AriOperation.STORED_RECORDING_FILE, "too large"));
                response.request().reset();
            } else {
                read.appendBuffer(part);
            }
        });
        return found(response, body);
    }

    /** No range is asked for: what stands before the part is read over, and what stands behind it is not awaited. */
    private static Future<Buffer> part(HttpClientResponse response, long offset, int length) {
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        AtomicLong before = new AtomicLong(offset);
        response.exceptionHandler(body::tryFail);
        response.endHandler(end -> body.tryComplete(read));
        response.handler(bytes -> {
            int begin = (int) Math.min(before.get(), bytes.length());
            before.addAndGet(-begin);
            read.appendBuffer(bytes, begin, Math.min(bytes.length() - begin, length - read.length()));
            if (read.length() == length && body.tryComplete(read)) {
                response.request().reset();
            }
        });
        return found(response, body);
    }

    private static Future<Buffer> found(HttpClientResponse response, Promise<Buffer> body) {
        return response.statusCode() == 200
                ? body.future()
                : body.future()
                        .transform(ended -> Future.failedFuture(new AriException(
                                response.statusCode(), AriOperation.STORED_RECORDING_FILE, response.statusMessage())));
    }
}
