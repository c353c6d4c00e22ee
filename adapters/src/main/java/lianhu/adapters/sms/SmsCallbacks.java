package lianhu.adapters.sms;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.store.sms.PgSmsReports;
import lianhu.core.area.Areas;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.DeliveryState;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the SMS service tells the gateway: whether an SMS arrived, and what residents answered. */
@Path("/sms")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SmsCallbacks {
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_ID = 64;
    private static final String UNKNOWN = "没有这条短信，或者已经有人处理了，不用再报。";

    private final SmsCallbackToken callbackToken;
    private final PgSmsReports reports;
    private final SmsReplies replies;
    private final Areas areas;

    SmsCallbacks(SmsCallbackToken callbackToken, PgSmsReports reports, SmsReplies replies, Areas areas) {
        this.callbackToken = callbackToken;
        this.reports = reports;
        this.replies = replies;
        this.areas = areas;
    }

    /**
     * @param id of the SMS, as the gateway sent it
     * @param status {@code delivered} or {@code failed}
     * @param reason why it failed
     */
    public record DeliveryReport(
            @Nullable String id,
            @Nullable String status,
            @Nullable String reason) {}

    /**
     * @param id of this reply at the service
     * @param from number of the resident
     */
    public record Reply(
            @Nullable String id,
            @Nullable String from,
            @Nullable String text) {}

    /** 204 when it is recorded, 404 for an SMS of no delivery that could still change; neither is to be repeated. */
    @POST
    @Path("/reports")
    @Operation(hidden = true)
    public Uni<Response> report(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable DeliveryReport report) {
        return Uni.createFrom().deferred(() -> {
            if (!isAuthorized(authorization)) {
                return unauthorized();
            }
            DeliveryReport given = report == null ? new DeliveryReport(null, null, null) : report;
            Optional<SmsIds.Parts> id = SmsIds.parse(text(given.id()));
            String status = text(given.status());
            if (id.isEmpty() || !status.equals("delivered") && !status.equals("failed")) {
                return problem(422, "id 要是网关发出的短信编号，status 要是 delivered 或 failed。");
            }
            // Several counties may share a service, and number their deliveries alike.
            if (!id.get().county().equals(areas.county().code().value())) {
                return problem(404, UNKNOWN);
            }
            boolean isDelivered = status.equals("delivered");
            String why = isDelivered ? "短信送到手机了" : failure(text(given.reason()));
            return reports.settle(
                            id.get().delivery(),
                            id.get().createdAt(),
                            isDelivered ? DeliveryState.SENT : DeliveryState.CANNOT,
                            why)
                    .chain(isSettled -> isSettled ? noContent() : problem(404, UNKNOWN))
                    .onFailure(StoreUnavailableException.class)
                    .recoverWithUni(() -> problem(503, "现在存不下，请过一分钟再送。"));
        });
    }

    /** 204 when it is stored. 503 asks for a repetition under the same id. */
    @POST
    @Path("/replies")
    @Operation(hidden = true)
    public Uni<Response> reply(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable Reply reply) {
        return Uni.createFrom().deferred(() -> {
            if (!isAuthorized(authorization)) {
                return unauthorized();
            }
            Reply given = reply == null ? new Reply(null, null, null) : reply;
            String id = text(given.id());
            String phone = PhoneNumberParser.parse(given.from()).orElse("");
            if (!id.matches("[A-Za-z0-9_.:-]{1," + LONGEST_ID + "}") || phone.isEmpty()) {
                return problem(422, "id 要是这条上行短信的编号（字母、数字和 _.:-），from 要是居民的号码。");
            }
            return replies.handle(id, phone, text(given.text()))
                    .chain(SmsCallbacks::noContent)
                    .onFailure(failure -> failure instanceof StoreUnavailableException
                            || failure instanceof ReportSubmission.OverloadException)
                    .recoverWithUni(() -> problem(503, "现在存不下，请过一分钟再送。"));
        });
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static String failure(String reason) {
        String said = HttpSmsSender.withoutNumbers(TextSanitizer.singleLine(reason));
        return "短信没有送到手机" + (said.isEmpty() ? "" : "：" + said);
    }

    private boolean isAuthorized(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && callbackToken
                        .value()
                        .filter(token -> MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8),
                                authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    private static Uni<Response> unauthorized() {
        return problem(401, "请带上 Authorization: Bearer 加 lianhu.sms.callback-token 里的口令。");
    }

    private static Uni<Response> noContent() {
        return Uni.createFrom().item(Response.noContent().build());
    }

    private static Uni<Response> problem(int status, String detail) {
        return Uni.createFrom()
                .item(Response.status(status).entity(Map.of("error", detail)).build());
    }
}
