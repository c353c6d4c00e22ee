package lianhu.telephony.ari;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;

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

    /** The target is ended when the file is complete; after a failure it holds a part of the file and is closed by nobody. */
    Future<Void> copy(String name, WriteStream<Buffer> target) {
        Promise<Void> copied = Promise.promise();
        context.runOnContext(begun -> request(name, target).onComplete(copied));
        return copied.future();
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Void> request(String name, WriteStream<Buffer> target) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(options.host())
                .setPort(options.port())
                .setURI("/ari/" + AriOperation.STORED_RECORDING_FILE.uri(name));
        request.putHeader("Authorization", BasicAuthentication.header(options));
        return client.request(request).compose(opened -> opened.send().compose(response -> pipe(response, target)));
    }

    private static Future<Void> pipe(HttpClientResponse response, WriteStream<Buffer> target) {
        return response.statusCode() == 200
                ? response.pipe().endOnFailure(false).to(target)
                : response.body()
                        .compose(body -> Future.failedFuture(new AriException(
                                response.statusCode(), AriOperation.STORED_RECORDING_FILE, response.statusMessage())));
    }
}
