package lianhu.bench.harness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A partner system that acts on tickets by the API. */
public final class TicketApiClient implements Closer.Resource {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ApiPoster api;
    private final String key;

    public TicketApiClient(URI gateway, Path keyFile) {
        api = new ApiPoster(gateway, TIMEOUT);
        key = ApiPoster.readKey(keyFile);
    }

    /** Submits the result and closes. */
    public void finish(String no, int version, String result) {
        act(no, "close", act(no, "result", version, result), "");
    }

    /** @return the version of the ticket afterwards */
    private int act(String no, String action, int version, String note) {
        try {
            HttpResponse<String> response = api.post(
                    "tickets/" + no + "/" + action,
                    action + "-" + no,
                    "{\"version\":%d,\"note\":\"%s\"}".formatted(version, note),
                    key);
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
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
