package lianhu.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DemoGroups;

/** An owner accepts one ticket after the other by the API and repeats requests without a response. */
final class ActionClient implements Closer.Resource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String OPEN = "SELECT t.no, t.version FROM ticket t JOIN report r ON r.ticket_no = t.no"
            + " WHERE r.source_account = '" + DemoGroups.DOOR
            + "' AND t.state = 'DISPATCHED' AND t.confidentiality <> 'SEALED'"
            + " AND t.owner_type <> 'UNIT' ORDER BY t.no";

    private record OpenTicket(String ticket, int version) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final BenchDatabase benchDatabase;
    private final Path keyFile;
    private final Map<String, Integer> unanswered = new LinkedHashMap<>();
    private final Set<String> done = new TreeSet<>();

    ActionClient(BenchDatabase benchDatabase, Path keyFile) {
        this.benchDatabase = benchDatabase;
        this.keyFile = keyFile;
    }

    /** Accepts the next open ticket, if any. */
    void next(URI gateway) {
        benchDatabase.query(OPEN, row -> new OpenTicket(row.getString(1), row.getInt(2))).stream()
                .filter(openTicket -> !unanswered.containsKey(openTicket.ticket) && !done.contains(openTicket.ticket))
                .findFirst()
                .ifPresent(openTicket -> accept(gateway, openTicket.ticket, openTicket.version));
    }

    /** Repeats all requests, each with the same key. */
    void retryUnanswered(URI gateway) {
        Map.copyOf(unanswered).forEach((ticket, version) -> accept(gateway, ticket, version));
    }

    Set<String> completed() {
        return done;
    }

    Set<String> unanswered() {
        return unanswered.keySet();
    }

    /** How often a ticket was accepted. */
    List<Integer> times() {
        return benchDatabase.query(
                "SELECT count(e.seq) FROM ticket t LEFT JOIN ticket_event e ON e.ticket_no = t.no"
                        + " AND e.type = 'ACCEPTED' WHERE t.no IN ('" + String.join("','", done) + "') GROUP BY t.no",
                row -> row.getInt(1));
    }

    @Override
    public void close() {
        client.close();
    }

    private void accept(URI gateway, String ticket, int version) {
        unanswered.put(ticket, version);
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(gateway + "/api/v1/tickets/" + ticket + "/accept"))
                            .timeout(TIMEOUT)
                            .header(
                                    "Authorization",
                                    "Bearer " + Files.readString(keyFile).strip())
                            .header("Idempotency-Key", "accept-" + ticket)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"version\":" + version + "}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                unanswered.remove(ticket);
                done.add(ticket);
            } else if (answer.statusCode() < 500) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException killed) {
            // Repeated later: the response was lost, but the action may have been executed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
