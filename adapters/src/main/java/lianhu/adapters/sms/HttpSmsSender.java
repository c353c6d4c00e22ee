package lianhu.adapters.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import lianhu.core.report.TextSanitizer;
import lianhu.core.sms.SmsMessage;
import lianhu.core.sms.SmsSender;
import org.jboss.logging.Logger;

/**
 * Posts an SMS as JSON. There is no standard interface in China, so the county puts a translator to its carrier or provider in
 * between; its contract is in {@code docs/sms.zh-CN.md}.
 */
public final class HttpSmsSender implements SmsSender {
    private static final Logger LOG = Logger.getLogger(HttpSmsSender.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration UNREACHABLE_PAUSE = Duration.ofSeconds(30);
    /** A wrong token does not mend itself within seconds. */
    private static final Duration UNAUTHORIZED_PAUSE = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_REASON = 60;

    private final SmsService service;
    private final SmsStatistics statistics;
    private final HttpClient client;

    public HttpSmsSender(SmsService service, SmsStatistics statistics) {
        this.service = service;
        this.statistics = statistics;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(service.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Uni<Result> send(SmsMessage message) {
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request(message), HttpResponse.BodyHandlers.ofString()))
                .map(HttpSmsSender::result)
                .onFailure()
                .recoverWithItem(failure -> result(message, failure))
                .invoke(statistics::count);
    }

    private HttpRequest request(SmsMessage message) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", message.id())
                .put("to", message.phone())
                .put("template", message.approval())
                .put("text", message.text());
        ObjectNode values = body.putObject("values");
        message.values().forEach(values::put);
        return HttpRequest.newBuilder(service.url())
                .timeout(service.timeout())
                .header("Authorization", "Bearer " + service.token())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", message.id())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static Result result(HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 202 -> answered(response.body());
            case 401, 403 -> new Result.Unauthorized("短信平台不认口令（" + status + "）", UNAUTHORIZED_PAUSE);
            case 429, 503 -> new Result.Busy("短信平台说太忙（" + status + "）", pause(response));
            case 400, 404, 409, 413, 422 -> new Result.Refused(reason(response.body(), "短信平台不收（" + status + "）"));
            default -> new Result.Unanswered("短信平台的回答看不懂（" + status + "），不知道发没发");
        };
    }

    private static Result answered(String body) {
        return switch (parse(body).path("status").asText()) {
            case "accepted" -> new Result.Accepted();
            case "refused" -> new Result.Refused(reason(body, "短信平台不收"));
            default -> new Result.Unanswered("短信平台的回答看不懂，不知道发没发");
        };
    }

    private static Duration pause(HttpResponse<String> response) {
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElse(UNREACHABLE_PAUSE.toSeconds());
        return Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds()));
    }

    private static Result result(SmsMessage message, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        // The class alone: a message may quote the request.
        LOG.warnf("SMS %s: no answer, %s", message.id(), cause.getClass().getName());
        return isBeforeTheRequest(cause)
                ? new Result.Busy("短信平台连不上", UNREACHABLE_PAUSE)
                : new Result.Unanswered("短信平台没有回话，不知道发没发");
    }

    /** The request goes over a connection that stands, after its handshake. */
    private static boolean isBeforeTheRequest(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }

    /** What the service says, without numbers: a reason is stored and shown, and may quote the recipient. */
    static String reason(String body, String otherwise) {
        String said = withoutNumbers(parse(body).path("reason").asText());
        return said.isEmpty() ? otherwise : "短信平台不收：" + said;
    }

    static String withoutNumbers(String said) {
        return TextSanitizer.truncate(TextSanitizer.singleLine(said), LONGEST_REASON)
                .replaceAll("\\d{5,}", "…");
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.createObjectNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
