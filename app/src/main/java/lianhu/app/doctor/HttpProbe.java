package lianhu.app.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks an address for its status. */
final class HttpProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Optional<Integer> status(URI address) {
        return status(HttpRequest.newBuilder(address));
    }

    /** @param authorization value of the header of this name */
    static Optional<Integer> status(URI address, String authorization) {
        return status(HttpRequest.newBuilder(address).header("Authorization", authorization));
    }

    private static Optional<Integer> status(HttpRequest.Builder builder) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request = builder.timeout(TIMEOUT).build();
            return Optional.of(
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException | IllegalArgumentException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpProbe() {}
}
