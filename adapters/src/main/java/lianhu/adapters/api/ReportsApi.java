package lianhu.adapters.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** 报一件事. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "报事")
public class ReportsApi {
    private static final Logger LOG = Logger.getLogger(ReportsApi.class);

    private final ReportSubmission reportSubmission;
    private final ApiPrincipal apiPrincipal;
    private final Catalogue catalogue;
    private final InstantSource clock;

    ReportsApi(ReportSubmission reportSubmission, ApiPrincipal apiPrincipal, Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.reportSubmission = reportSubmission;
        this.apiPrincipal = apiPrincipal;
        this.clock = clock;
    }

    /** A person; both fields may be missing. */
    public record PersonRequest(
            @Nullable String name, @Nullable String phone) {
        PersonDetails person() {
            return new PersonDetails(
                    "",
                    TextSanitizer.sanitize(name),
                    TextSanitizer.sanitize(phone).replaceAll("[^0-9]", ""));
        }
    }

    /**
     * @param occurredAt when it was reported, with offset; now when missing
     * @param drill true for an exercise (点验演练): it runs like any other, says so, and is in no figure
     */
    public record ReportRequest(
            @Nullable String area,
            @Nullable String text,
            @Nullable PersonRequest reporter,
            @Nullable PersonRequest relayer,
            @Nullable String occurredAt,
            @Nullable Boolean drill) {}

    /**
     * The number for the resident, and the number of the ticket.
     *
     * @param advice what to do now: the number to call in an emergency, or the statutory way; absent for none, and for a
     *     drill, which is handed over to nobody
     */
    public record ReportResponse(
            String receipt,
            String ticket,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String advice) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "报一件事",
            description = "同一个 Idempotency-Key 只算一件，再发一次得到原来的受理号；用它发另一件事回 422。text 最多 20000 字。drill=true 是点验演练。")
    public Uni<Response> submit(@Nullable ReportRequest in) {
        return Uni.createFrom().deferred(() -> {
            Report report = report(in);
            return reportSubmission
                    .submit(report)
                    .onFailure(broken -> !(broken instanceof ReportSubmission.OverloadException))
                    .transform(broken -> {
                        LOG.warnf(
                                "a report from the API was not accepted: %s",
                                broken.getClass().getSimpleName());
                        return new ApiException(Problem.overloaded());
                    })
                    .map(receipt -> created(receipt, report.isDrill()));
        });
    }

    private Response created(Receipt receipt, boolean isDrill) {
        if (receipt.isOfOtherReport()) {
            return Problem.reusedIdempotencyKey().toResponse();
        }
        return Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/receipts/" + receipt.no())
                .entity(new ReportResponse(
                        receipt.no().digits(),
                        receipt.ticket().value(),
                        catalogue
                                .topic(receipt.advice())
                                .map(KeywordTopic::advice)
                                .filter(advice -> !isDrill && !advice.isEmpty())
                                .orElse(null)))
                .build();
    }

    private Report report(@Nullable ReportRequest in) {
        String text = in == null ? "" : TextSanitizer.sanitize(in.text());
        if (in == null || text.isEmpty()) {
            throw new ApiException(Problem.malformed("text 要写是什么事。"));
        }
        if (TextSanitizer.length(text) > Report.MAX_TEXT_LENGTH) {
            throw new ApiException(Problem.tooLong("text", TextSanitizer.length(text)));
        }
        AreaCode area = AreaCode.parse(TextSanitizer.sanitize(in.area()))
                .orElseThrow(() -> new ApiException(Problem.malformed("area 要写地方编码，例如 621099101201001-L001。")));
        MessageSource messageSource = apiPrincipal.source();
        Instant now = clock.instant();
        Optional<PersonDetails> relayer =
                Optional.ofNullable(in.relayer()).map(PersonRequest::person).filter(PersonDetails::isKnown);
        Report report = new Report(
                messageSource,
                Channel.API,
                messageSource.toString(),
                area,
                Optional.ofNullable(in.reporter()).map(PersonRequest::person).orElse(PersonDetails.UNKNOWN),
                relayer,
                text,
                List.of(),
                parseOccurredAt(in.occurredAt(), now),
                now);
        return Boolean.TRUE.equals(in.drill()) ? report.asDrill() : report;
    }

    private static Instant parseOccurredAt(@Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            return now;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new ApiException(Problem.malformed("occurredAt 要带时区，例如 2026-11-21T09:00:00+08:00。"));
        }
    }
}
