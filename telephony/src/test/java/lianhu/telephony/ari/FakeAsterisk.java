package lianhu.telephony.ari;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An ARI that answers lists, keeps silent about the playback {@code slow}, refuses the playback {@code gone}, stops within the
 * file {@code stuck}, has talks of any length as {@code talk-<bytes>-bridge}, and stands behind a wire that can freeze.
 */
public final class FakeAsterisk {
    private static final int TALK_HEADER = 44;

    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final FreezableWire wire;

    private volatile int refusedSnapshot;

    public FakeAsterisk(Vertx vertx) throws Exception {
        HttpServer server = FreezableWire.await(vertx.createHttpServer()
                .webSocketHandler(this::accept)
                .requestHandler(FakeAsterisk::sendFile)
                .listen(0, "127.0.0.1"));
        wire = new FreezableWire(vertx, server.actualPort());
    }

    public int port() {
        return wire.port();
    }

    /** @param number counts from 1 */
    public void refuseSnapshot(int number) {
        refusedSnapshot = number;
    }

    void send(String text) {
        sockets.getLast().writeTextMessage(text);
    }

    private void accept(ServerWebSocket socket) {
        sockets.add(socket);
        // An event that overtakes the answers to the first requests.
        socket.writeTextMessage("{\"type\":\"TextMessageReceived\"}");
        socket.textMessageHandler(text -> {
            var request = new JsonObject(text);
            String uri = request.getString("uri");
            requests.add(uri);
            if (!uri.equals("playbacks/slow")) {
                boolean isRefused = uri.equals("playbacks/gone")
                        || uri.equals("bridges") && Collections.frequency(requests, uri) == refusedSnapshot;
                socket.writeTextMessage(new JsonObject()
                        .put("type", "RESTResponse")
                        .put("request_id", request.getString("request_id"))
                        .put("status_code", isRefused ? 404 : 200)
                        .put("message_body", isRefused ? "{\"message\":\"no fallback-1.2-13800001111\"}" : body(uri))
                        .encode());
            }
        });
    }

    private static String body(String uri) {
        return switch (uri) {
            case "asterisk/info" -> "{\"system\":{\"entity_id\":\"02:00:00:00:00:01\"}}";
            case "applications" -> "[{\"name\":\"hotline-a\",\"channel_ids\":[\"c1\"]},{\"name\":\"hotline-b\"}]";
            case "channels" -> "[{\"id\":\"c1\",\"state\":\"Up\"},{\"id\":\"other\",\"state\":\"Up\"}]";
            default -> "[]";
        };
    }

    /** Of 4 bytes each: what the sound of {@code talk-<bytes>-bridge} is at a place is the number of that place. */
    private static byte[] talk(int bytes) {
        ByteBuffer file = ByteBuffer.allocate(TALK_HEADER + bytes);
        file.put("RIFF....WAVEfmt ....................data....".getBytes(StandardCharsets.US_ASCII));
        file.position(TALK_HEADER);
        for (int at = 0; file.remaining() >= Integer.BYTES; at++) {
            file.putInt(at);
        }
        return file.array();
    }

    private static void sendFile(HttpServerRequest request) {
        if (request.uri().contains("/talk-")) {
            request.response()
                    .end(Buffer.buffer(talk(Integer.parseInt(request.uri().split("-")[1]))));
        } else if (request.uri().contains("stuck")) {
            request.response().setChunked(true).write("RIFF");
        } else {
            request.response().setStatusCode(404).end();
        }
    }
}
