package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Posts JSON to the gateway's API. */
final class ApiPoster implements Closer.Resource {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI gateway;
    private final Duration timeout;

    ApiPoster(URI gateway, Duration timeout) {
        this.gateway = gateway;
        this.timeout = timeout;
    }

    /** The key of the administrator, which the gateway has written. */
    static String readKey(Path keyFile) {
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param path below {@code /api/v1/}
     * @param id the idempotency key
     * @throws IOException without a response
     */
    HttpResponse<String> post(String path, String id, String json, String key) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(gateway.resolve("/api/v1/" + path))
                            .timeout(timeout)
                            .header("Authorization", "Bearer " + key)
                            .header("Idempotency-Key", id)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
