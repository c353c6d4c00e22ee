package lianhu.bench.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bench.load.SampleTexts;

/** A partner system that submits reports by the API, each with its own idempotency key. */
public final class ReportApiClient implements Closer.Resource {
    private static final String AREA = "621099101201001";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Pattern RECEIPT = Pattern.compile("\"receipt\"\\s*:\\s*\"(\\d+)\"");

    private final ApiPoster api;
    private final String key;

    public ReportApiClient(URI gateway, Path keyFile) {
        api = new ApiPoster(gateway, TIMEOUT);
        key = ApiPoster.readKey(keyFile);
    }

    /**
     * The response of the API.
     *
     * @param status HTTP status; 0 without a response
     * @param receipt present when the report was accepted
     */
    public record ReportOutcome(int status, Optional<String> receipt) {
        public boolean isAccepted() {
            return status / 100 == 2 && receipt.isPresent();
        }
    }

    /** Submits a report; the same number submits the same report again. */
    public ReportOutcome report(int n) {
        return report("disk-" + n, AREA, SampleTexts.forReportApi(n));
    }

    /** @param id of the message: the same one is the same report */
    public ReportOutcome report(String id, String area, String words) {
        try {
            HttpResponse<String> answer =
                    api.post("reports", id, "{\"area\":\"%s\",\"text\":\"%s\"}".formatted(area, words), key);
            Matcher receipt = RECEIPT.matcher(answer.body());
            return new ReportOutcome(
                    answer.statusCode(), receipt.find() ? Optional.of(receipt.group(1)) : Optional.empty());
        } catch (IOException noAnswer) {
            return new ReportOutcome(0, Optional.empty());
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
