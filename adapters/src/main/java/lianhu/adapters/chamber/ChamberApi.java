package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.api.ApiException;
import lianhu.adapters.api.ApiPrincipal;
import lianhu.adapters.api.Problem;
import lianhu.adapters.api.RequiresApiKey;
import lianhu.adapters.web.support.FormInput;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** 商会自己的程序替老乡报. */
@Path("/api/v1/chamber/{gridCode}/reports")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "域外网格")
public class ChamberApi {
    private static final Logger LOG = Logger.getLogger(ChamberApi.class);

    /** In characters; an error repeats the name of the place. */
    private static final int MAX_PLACE_LENGTH = 60;

    private final ProxyReportService proxyReportService;
    private final Areas areas;
    private final ApiPrincipal apiPrincipal;

    ChamberApi(ProxyReportService proxyReportService, Areas areas, ApiPrincipal apiPrincipal) {
        this.proxyReportService = proxyReportService;
        this.areas = areas;
        this.apiPrincipal = apiPrincipal;
    }

    /** The member; both fields may be missing. */
    public record MemberRequest(
            @Nullable String name, @Nullable String phone) {}

    /**
     * @param home 老家哪村: its name, or its code
     * @param where HOME for a matter of the home county, HERE for one of the city of stay
     * @param consent 本人同意代报; only {@code true} is accepted
     * @param occurredAt when it was reported, with offset; now when missing
     */
    public record ProxyReportRequest(
            @Nullable MemberRequest member,
            @Nullable String home,
            @Nullable String where,
            @Nullable String text,
            @Nullable Boolean consent,
            @Nullable String occurredAt) {}

    /** The receipt number of the member, and the ticket number. */
    public record ProxyReportResponse(String receipt, String ticket) {}

    /** The response to a sealed report: a constant sentence without a number. */
    public record QuietResponse(String said) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "替老乡报一件事",
            description = "老家的事回老家的乡镇或网格办，当地的事归域外网格，县工商联记作协办；期限跟县里一样。同一个 Idempotency-Key 只算一件，用它发另一件事回 422。"
                    + "回 202 的只有一句话：这件事我们单独回本人，不经商会。")
    public Uni<Response> submit(@PathParam("gridCode") String gridCode, @Nullable ProxyReportRequest in) {
        return Uni.createFrom().deferred(() -> {
            AreaCode grid = grid(areas, gridCode);
            if (in == null) {
                throw new ApiException(Problem.malformed("正文应是 JSON，见 /q/openapi。"));
            }
            ProxyReport proxyReport = proxyReport(in);
            if (TextSanitizer.length(proxyReport.words()) > Report.MAX_TEXT_LENGTH) {
                throw new ApiException(Problem.tooLong("text", TextSanitizer.length(proxyReport.words())));
            }
            Optional<Instant> occurred = parseOccurredAt(in.occurredAt());
            return switch (proxyReportService.check(proxyReport, grid, false)) {
                case ProxyReport.CheckResult.Incomplete incomplete -> throw new ApiException(problem(incomplete));
                case ProxyReport.CheckResult.Valid valid ->
                    proxyReportService
                            .submit(
                                    proxyReport,
                                    valid.place(),
                                    Optional.empty(),
                                    List.of(),
                                    apiPrincipal.chamberSource(grid),
                                    occurred)
                            .onFailure(broken -> !(broken instanceof ReportSubmission.OverloadException))
                            .transform(broken -> {
                                LOG.warnf(
                                        "a proxy report of a chamber was not accepted: %s",
                                        broken.getClass().getSimpleName());
                                return new ApiException(Problem.overloaded());
                            })
                            .map(ChamberApi::toResponse);
            };
        });
    }

    /** @throws ApiException 404 for what is no away grid of the county */
    static AreaCode grid(Areas areas, String code) {
        return AreaCode.parse(code)
                .filter(area -> area.isAway() && area.level() == Level.GRID)
                .filter(area -> areas.find(area).isPresent())
                .orElseThrow(() -> new ApiException(Problem.of("absent", 404, "没有这个域外网格", "路径里写本县域外网格的 15 位编码。")));
    }

    private static Response toResponse(Receipt receipt) {
        if (receipt.isOfOtherReport()) {
            return Problem.reusedIdempotencyKey().toResponse();
        }
        return receipt.confidentiality() == Confidentiality.SEALED
                ? Response.accepted(new QuietResponse(ChamberView.QUIET)).build()
                : Response.status(Response.Status.CREATED)
                        .header("Location", "/api/v1/receipts/" + receipt.no())
                        .entity(new ProxyReportResponse(
                                receipt.no().digits(), receipt.ticket().value()))
                        .build();
    }

    private ProxyReport proxyReport(ProxyReportRequest in) {
        MemberRequest member = in.member() == null ? new MemberRequest("", "") : in.member();
        String home = TextSanitizer.truncate(TextSanitizer.singleLine(in.home()), MAX_PLACE_LENGTH);
        Optional<Area> byCode = AreaCode.parse(home).flatMap(areas::find);
        return new ProxyReport(
                FormInput.singleLine(member.name()),
                TextSanitizer.sanitize(member.phone()),
                byCode.map(area -> areas.displayName(area.code())).orElse(home),
                byCode.map(area -> area.code().value()).orElse(""),
                location(in.where()),
                TextSanitizer.sanitize(in.text()),
                Boolean.TRUE.equals(in.consent()));
    }

    private static Optional<ProxyReport.Location> location(@Nullable String text) {
        return switch (TextSanitizer.sanitize(text).toUpperCase(Locale.ROOT)) {
            case "HOME" -> Optional.of(ProxyReport.Location.HOME);
            case "HERE" -> Optional.of(ProxyReport.Location.HERE);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> parseOccurredAt(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            throw new ApiException(Problem.malformed("occurredAt 要带时区，例如 2026-11-21T09:00:00+08:00。"));
        }
    }

    /** Places of one name are listed with their codes, so that the program can ask back. */
    private Problem problem(ProxyReport.CheckResult.Incomplete incomplete) {
        String said = incomplete.errors().stream()
                .map(ProxyReport.FieldError::message)
                .collect(Collectors.joining(""));
        String choices = incomplete.choices().stream()
                .map(area -> area.code() + " " + areas.displayName(area.code()))
                .collect(Collectors.joining("、"));
        return Problem.of("incomplete", 422, "还差一点", choices.isEmpty() ? said : said + "home 写编码：" + choices + "。");
    }
}
