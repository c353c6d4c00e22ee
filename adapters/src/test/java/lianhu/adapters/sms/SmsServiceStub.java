package lianhu.adapters.sms;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An SMS service that answers as a test wants. */
final class SmsServiceStub implements AutoCloseable {
    static final String TOKEN = "a-token-of-24-characters";

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> headers = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 202;
    private volatile String answer = "{\"status\":\"accepted\"}";
    private volatile long delayMs;
    private volatile String retryAfter = "";

    SmsServiceStub() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/messages", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            pause();
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private void pause() {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SmsService service() {
        return new SmsService(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages"),
                TOKEN,
                Duration.ofSeconds(1));
    }

    void answers(int code, String body) {
        status = code;
        answer = body;
    }

    void answersLate() {
        delayMs = 3_000;
    }

    void asksToRetryAfter(String seconds) {
        retryAfter = seconds;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
