package lianhu.adapters.speech;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A speech server that answers as a test wants. */
final class SpeechServerStub implements AutoCloseable {
    static final String KEY = "a-key-of-24-characters--";

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"text\":\"路灯坏了\"}";
    private volatile boolean isStuck;

    SpeechServerStub() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/audio/transcriptions", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length + (isStuck ? 1 : 0));
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            if (isStuck) {
                await();
            }
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SpeechServer settings(Optional<String> key) {
        return new SpeechServer(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/audio/transcriptions"),
                "whisper-1",
                key,
                Duration.ofSeconds(2));
    }

    void answers(int code, String body) {
        status = code;
        answer = body;
    }

    /** Sends all but the last byte. */
    void neverEnds() {
        isStuck = true;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
