package lianhu.adapters.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lianhu.core.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param detail says what to do
 * @param legal the actions allowed now, by the names of their paths
 * @param ticket as it is now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<String> legal,
        @Nullable TicketJson ticket) {

    public static final String TYPE = "application/problem+json";

    public static Problem of(String name, int status, String title, String detail) {
        return new Problem("urn:lianhu:problem:" + name, title, status, detail, null, null);
    }

    public Problem withAllowedActions(List<String> actions) {
        return new Problem(type, title, status, detail, actions, ticket);
    }

    Problem withTicket(TicketJson now) {
        return new Problem(type, title, status, detail, legal, now);
    }

    public static Problem malformed(String detail) {
        return of("malformed", 400, "请求写得不对", detail);
    }

    /** @param megabytes the limit of a body */
    public static Problem tooLarge(long megabytes) {
        return of("too-large", 413, "正文太大", "正文最多 " + megabytes + " MB，没有记下。请减小，或者分几次发。");
    }

    public static Problem notFound() {
        return of("absent", 404, "没有这一件", "没有这个号，或者这把钥匙看不到它。请对一对号码。");
    }

    /** A read while the database does not answer. */
    static Problem unreadable() {
        return of("busy", 503, "这会儿查不了", "请过几秒再查一次。");
    }

    /** An error of the gateway, which the log describes. */
    static Problem internalError() {
        return of("error", 500, "这里出错了", "不是请求的错。请联系管网关的人，日志里有这一刻的记录。");
    }

    static Problem missingIdempotencyKey() {
        return of(
                "idempotency-key",
                400,
                "缺少 Idempotency-Key",
                "每个 POST 都要带 Idempotency-Key 头（128 个以内的字母、数字、点、冒号、- 或 _）。同一件事重发时用同一个，就只算一次。");
    }

    /**
     * A text above the limit.
     *
     * @param field name of the field in the body
     */
    public static Problem tooLong(String field, int length) {
        return malformed(field + " 太长：最多 " + Report.MAX_TEXT_LENGTH + " 字，现在有 " + length + " 字。");
    }

    public static Problem reusedIdempotencyKey() {
        return of(
                "idempotency-key-reused",
                422,
                "这个 Idempotency-Key 用过了",
                "它已经用在另一件事上，这一件没有记下。新的事请换一个 Idempotency-Key 再发；同一件事重发，正文要和第一次一样。");
    }

    public static Problem overloaded() {
        return of("busy", 503, "这会儿收不下", "没有记下。请过几秒用同一个 Idempotency-Key 再发一次。");
    }

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status).type(TYPE).entity(this);
        if (status == 503) {
            response.header("Retry-After", 2);
        }
        if (status == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }
}
