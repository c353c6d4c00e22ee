package lianhu.app.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks an address for its status, or for what it answers. */
final class HttpProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Optional<Integer> status(URI address) {
        return status(HttpRequest.newBuilder(address));
    }

    /** @param authorization value of the header of this name */
    static Optional<Integer> status(URI address, String authorization) {
        return status(HttpRequest.newBuilder(address).header("Authorization", authorization));
    }

    /**
     * What the address answers; empty when nobody does.
     *
     * @param authorization value of the header of this name
     */
    static Optional<String> body(URI address, String authorization) {
        return send(
                        HttpRequest.newBuilder(address).header("Authorization", authorization),
                        HttpResponse.BodyHandlers.ofString())
                .map(HttpResponse::body);
    }

    private static Optional<Integer> status(HttpRequest.Builder builder) {
        return send(builder, HttpResponse.BodyHandlers.discarding()).map(HttpResponse::statusCode);
    }

    private static <T> Optional<HttpResponse<T>> send(
            HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return Optional.of(client.send(builder.timeout(TIMEOUT).build(), handler));
        } catch (IOException | IllegalArgumentException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpProbe() {}
}
