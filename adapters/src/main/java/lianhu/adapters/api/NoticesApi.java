package lianhu.adapters.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.BroadcastService;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.notice.Delivery;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 通知. A key counts as one person: a second approval needs another key, or a log-in at the desk. */
@Path("/api/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "通知")
public class NoticesApi {
    private static final int MAX_DELIVERIES = 5_000;
    private static final Problem AREA_MISSING =
            Problem.malformed("audience.area 要写地方编码，例如 621099101；几个地方写在 audience.areas 里。");

    private final BroadcastService broadcastService;
    private final BroadcastRepository broadcastRepository;
    private final EscalationRepository escalationRepository;
    private final ApiPrincipal apiPrincipal;

    NoticesApi(
            BroadcastService broadcastService,
            BroadcastRepository broadcastRepository,
            EscalationRepository escalationRepository,
            ApiPrincipal apiPrincipal) {
        this.broadcastService = broadcastService;
        this.broadcastRepository = broadcastRepository;
        this.escalationRepository = escalationRepository;
        this.apiPrincipal = apiPrincipal;
    }

    /** An area, or several, each with everything below it. */
    public record AudienceRequest(
            @Nullable String area, @Nullable List<@Nullable String> areas) {}

    /** @param kind NOTICE or EMERGENCY; NOTICE when missing */
    public record NoticeRequest(
            @Nullable AudienceRequest audience,
            @Nullable String text,
            @JsonProperty("class") @Nullable String kind) {}

    /** The created notice. */
    public record NoticeCreated(String id, int groups, String state) {}

    /** The delivery to one group or unit. */
    public record NoticeDeliveryResponse(
            String to, String channel, String state, String why, int attempts, String at) {}

    /** The escalation of an emergency in one area. */
    public record EscalationCallResponse(
            String area,
            int called,
            @Nullable String answeredBy,
            @Nullable String answeredAt) {}

    /**
     * A notice with its deliveries and escalations.
     *
     * @param area the first of its areas
     */
    public record NoticeResponse(
            String id,
            String area,
            List<String> areas,
            @JsonProperty("class") String kind,
            String text,
            String state,
            int groups,
            String by,
            String madeAt,
            @Nullable String approvedBy,
            @Nullable String approvedAt,
            Map<String, Long> counts,
            List<NoticeDeliveryResponse> results,
            List<EscalationCallResponse> calls) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "发一条通知",
            description =
                    "发给 audience.area 这个地方，或 audience.areas 里的几个地方，和它们下面的每个群、每个联户单元，名单当时定下。超过 5 处要第二个人（另一把钥匙，或受理台上另一个人）同意。"
                            + "class 是 NOTICE 或 EMERGENCY；NOTICE 夜里不发。同一个 Idempotency-Key 只发一次。")
    public Uni<Response> create(@Nullable NoticeRequest in) {
        return Uni.createFrom().deferred(() -> {
            if (in == null || in.audience() == null) {
                throw new ApiException(Problem.malformed("audience.area 要写发给哪里，text 要写说什么。"));
            }
            BroadcastAudience audience = audience(in.audience());
            return broadcastService
                    .create(
                            audience,
                            kind(in.kind()),
                            TextSanitizer.sanitize(in.text()),
                            person(),
                            apiPrincipal.source().toString())
                    .map(outcome -> {
                        Broadcast made = broadcastOf(outcome);
                        return Response.status(Response.Status.CREATED)
                                .header("Location", "/api/v1/notices/" + made.id())
                                .entity(toCreated(made))
                                .build();
                    });
        });
    }

    @GET
    @Path("{id}")
    @Operation(summary = "一条通知送到哪一步了", description = "counts 按状态数；results 先列到不了的、不知道的、等人转的。")
    public Uni<NoticeResponse> find(
            @PathParam("id") long id,
            @Parameter(schema = @Schema(implementation = Integer.class)) @QueryParam("limit") @DefaultValue("200")
                    String limit) {
        return Uni.createFrom().deferred(() -> {
            int most = QueryParameters.limit(limit, 0, MAX_DELIVERIES);
            return broadcastRepository
                    .progress(id)
                    .map(found -> found.orElseThrow(() -> new ApiException(Problem.notFound())))
                    .chain(progress -> broadcastRepository
                            .deliveries(id, most)
                            .chain(results -> escalationRepository
                                    .findByBroadcast(id, most)
                                    .map(called -> toResponse(progress, results, called))));
        });
    }

    /** @param action approve, pause, resume, cancel, resend or resend-unknown */
    @POST
    @Path("{id}/{action}")
    @Operation(
            summary = "同意、暂停、接着发、撤下、重发",
            description = "approve 要另一个人；pause、resume、cancel；resend 只重发没送到的；resend-unknown 连不知道到没到的也再发一遍，可能有人收到两遍。")
    public Uni<NoticeCreated> act(@PathParam("id") long id, @PathParam("action") String action) {
        return Uni.createFrom().deferred(() -> {
            BroadcastAction wanted = Arrays.stream(BroadcastAction.values())
                    .filter(one -> one.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(action))
                    .findFirst()
                    .orElseThrow(() -> new ApiException(Problem.notFound()));
            return broadcastService.act(id, wanted, person()).map(outcome -> toCreated(broadcastOf(outcome)));
        });
    }

    private static BroadcastAudience audience(AudienceRequest request) {
        List<@Nullable String> several = request.areas() == null ? List.of() : request.areas();
        Stream<@Nullable String> codes =
                request.area() == null ? several.stream() : Stream.concat(Stream.of(request.area()), several.stream());
        List<AreaCode> areas = codes.map(code ->
                        AreaCode.parse(TextSanitizer.sanitize(code)).orElseThrow(() -> new ApiException(AREA_MISSING)))
                .toList();
        if (areas.isEmpty()) {
            throw new ApiException(AREA_MISSING);
        }
        return new BroadcastAudience(areas);
    }

    private Broadcast.Person person() {
        return new Broadcast.Person(
                "api:" + apiPrincipal.actor().id(), apiPrincipal.actor().name());
    }

    private static Broadcast broadcastOf(BroadcastService.Outcome outcome) {
        return switch (outcome) {
            case BroadcastService.Outcome.Done done -> done.broadcast();
            case BroadcastService.Outcome.Rejected rejected ->
                throw new ApiException(Problem.of("refused", 422, "没有办成", rejected.why()));
            case BroadcastService.Outcome.NotFound notFound -> throw new ApiException(Problem.notFound());
        };
    }

    private static Broadcast.Kind kind(@Nullable String text) {
        try {
            return text == null ? Broadcast.Kind.NOTICE : Broadcast.Kind.valueOf(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.malformed("class 应是 NOTICE 或 EMERGENCY。"));
        }
    }

    private static NoticeCreated toCreated(Broadcast broadcast) {
        return new NoticeCreated(
                Long.toString(broadcast.id()),
                broadcast.targets(),
                broadcast.state().name());
    }

    private static NoticeResponse toResponse(
            BroadcastRepository.Progress progress,
            List<Delivery> results,
            List<EscalationRepository.EscalationCall> called) {
        Broadcast broadcast = progress.broadcast();
        Map<String, Long> counts = new TreeMap<>();
        progress.counts().forEach((state, count) -> counts.put(state.name(), count));
        return new NoticeResponse(
                Long.toString(broadcast.id()),
                broadcast.audience().areas().getFirst().value(),
                broadcast.audience().areas().stream().map(AreaCode::value).toList(),
                broadcast.kind().name(),
                broadcast.words(),
                broadcast.state().name(),
                broadcast.targets(),
                broadcast.author().id(),
                TicketJsonMapper.time(broadcast.createdAt()),
                broadcast.approvedBy().map(Broadcast.Person::id).orElse(null),
                broadcast.approvedAt().map(TicketJsonMapper::time).orElse(null),
                counts,
                results.stream().map(NoticesApi::toResponse).toList(),
                called.stream().map(NoticesApi::toResponse).toList());
    }

    private static NoticeDeliveryResponse toResponse(Delivery one) {
        return new NoticeDeliveryResponse(
                one.recipient().encode(),
                one.channel().name(),
                one.state().name(),
                one.why(),
                one.attempts(),
                TicketJsonMapper.time(one.at()));
    }

    private static EscalationCallResponse toResponse(EscalationRepository.EscalationCall one) {
        Optional<String> at = one.answeredAt().map(TicketJsonMapper::time);
        return new EscalationCallResponse(
                one.place().value(), one.step(), one.answeredBy().orElse(null), at.orElse(null));
    }
}
