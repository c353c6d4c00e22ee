package lianhu.telephony.ari;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests that wait for their answers, each with a deadline. Used on one event loop only. */
final class PendingRequests {
    /** An Asterisk that answers nothing must not fill the memory within one deadline. */
    static final int MAX_PENDING = 2_000;

    private record Pending(AriOperation operation, Promise<String> answer, long deadline) {}

    private final Vertx vertx;
    private final Duration deadline;
    private final Map<String, Pending> pending = new HashMap<>();
    private long lastId;

    PendingRequests(Vertx vertx, Duration deadline) {
        this.vertx = vertx;
        this.deadline = deadline;
    }

    /** The id under which the request is to be sent; empty when it has failed since too many wait. */
    Optional<String> add(AriOperation operation, Promise<String> answer) {
        if (pending.size() >= MAX_PENDING) {
            answer.fail(new AriException(0, operation, "too many requests wait for an answer"));
            return Optional.empty();
        }
        String id = Long.toString(++lastId);
        long timer = vertx.setTimer(deadline.toMillis(), due -> fail(id, "no answer in time"));
        pending.put(id, new Pending(operation, answer, timer));
        return Optional.of(id);
    }

    /** @param json a {@code RESTResponse}; one that comes after its deadline is ignored */
    void answered(JsonObject json) {
        var request = pending.remove(String.valueOf(json.getValue("request_id")));
        if (request == null) {
            return;
        }
        vertx.cancelTimer(request.deadline());
        int status = json.getInteger("status_code", 0);
        String body = json.getString("message_body", "");
        if (status >= 200 && status < 300) {
            request.answer().complete(body);
        } else {
            request.answer().fail(new AriException(status, request.operation(), reason(body)));
        }
    }

    void fail(String id, String reason) {
        var request = pending.remove(id);
        if (request != null) {
            vertx.cancelTimer(request.deadline());
            request.answer().fail(new AriException(0, request.operation(), reason));
        }
    }

    void failAll(String reason) {
        List.copyOf(pending.keySet()).forEach(id -> fail(id, reason));
    }

    /** Asterisk answers with an object that has a message, or with nothing. */
    private static String reason(String body) {
        try {
            return new JsonObject(body).getString("message", "");
        } catch (RuntimeException otherBody) {
            return "";
        }
    }
}
