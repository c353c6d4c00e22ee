package lianhu.telephony.ari;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server, and can be cut or frozen. */
final class FreezableWire {
    private final List<NetSocket> callers = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private volatile boolean frozen;

    FreezableWire(Vertx vertx, int target) throws Exception {
        var client = vertx.createNetClient();
        server = await(vertx.createNetServer()
                .connectHandler(caller -> {
                    callers.add(caller);
                    caller.pause();
                    client.connect(target, "127.0.0.1")
                            .onFailure(e -> caller.close())
                            .onSuccess(behind -> {
                                caller.handler(data -> pass(behind, data));
                                behind.handler(data -> pass(caller, data));
                                caller.closeHandler(closed -> behind.close());
                                behind.closeHandler(closed -> caller.close());
                                caller.resume();
                            });
                })
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** Swallows all bytes, without closing anything. */
    void freeze(boolean on) {
        frozen = on;
    }

    void cut() {
        callers.forEach(NetSocket::close);
        callers.clear();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void pass(NetSocket target, Buffer data) {
        if (!frozen) {
            target.write(data);
        }
    }
}
