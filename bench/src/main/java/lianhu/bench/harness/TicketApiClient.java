package lianhu.bench.harness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A partner system that acts on tickets by the API. */
public final class TicketApiClient implements Closer.Resource {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI gateway;
    private final String key;

    public TicketApiClient(URI gateway, Path keyFile) {
        this.gateway = gateway;
        try {
            key = Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Submits the result and closes. */
    public void finish(String no, int version, String result) {
        act(no, "close", act(no, "result", version, result), "");
    }

    /** @return the version of the ticket afterwards */
    private int act(String no, String action, int version, String note) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(gateway.resolve("/api/v1/tickets/" + no + "/" + action))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + key)
                            .header("Idempotency-Key", action + "-" + no)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"version\":%d,\"note\":\"%s\"}".formatted(version, note)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(action + ": " + response.statusCode() + " " + response.body());
            }
            return JsonMapper.builder()
                    .build()
                    .readTree(response.body())
                    .path("version")
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
