package lianhu.desk.call;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallTotals;
import lianhu.core.call.CallbackFigures;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.TalkResult;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.followup.TicketRatings;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/**
 * 电话. A caller's number is shown to who is about to call back, one at a time, and the database remembers to whom. The browser
 * loads the page again every half minute.
 */
@Path("/desk/calls")
@Authenticated
public final class CallsPage {
    private static final int REFRESH_SECONDS = 30;
    private static final int RECENT = 30;
    private static final int MAX_WAITING = 200;
    private static final Duration RATED_WITHIN = Duration.ofDays(30);
    private static final int LEAST_RATINGS = 5;
    private static final TicketRatings.Totals TOO_FEW = new TicketRatings.Totals(0, 0);

    private final CallLog callLog;
    private final TicketRatings ticketRatings;
    private final AgentPanelReader panels;
    private final CallLanguages languages;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    CallsPage(
            CallLog callLog,
            TicketRatings ticketRatings,
            AgentPanelReader panels,
            CallLanguages languages,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.callLog = callLog;
        this.ticketRatings = ticketRatings;
        this.panels = panels;
        this.languages = languages;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param counts of today
     * @param callbacks of today
     * @param languages that not every agent speaks
     * @param ratings of the last 30 days; none while they are so few that one could be told from another
     */
    record View(
            AgentPanel panel,
            List<CallRow> unfiled,
            List<CallRow> waiting,
            List<CallRow> recent,
            CallTotals counts,
            CallbackFigures callbacks,
            TicketRatings.Totals ratings,
            List<Language> languages,
            String trouble) {}

    record Language(String tag, String name) {}

    @GET
    public Uni<Response> calls(
            @QueryParam("refused") @DefaultValue("") String refused, @Context ContainerRequestContext request) {
        String trouble = AgentRefusal.words(refused);
        return render(CurrentStaff.of(request), trouble.isEmpty() ? 200 : 409, "", trouble)
                .map(page -> Response.fromResponse(page)
                        .header("Refresh", REFRESH_SECONDS)
                        .build());
    }

    /** Shows the number of one caller. */
    @POST
    @Path("number")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> showNumber(@RestForm String call, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        String id = Optional.ofNullable(call).orElse("");
        return callLog.recordNumberShown(id, staffMember.login(), clock.instant())
                .chain(isThere ->
                        isThere ? render(staffMember, 200, id, "") : render(staffMember, 404, "", "没有这个电话，或者号码已经删了。"));
    }

    @POST
    @Path("callback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> recordCallback(
            @RestForm String call, @RestForm String result, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<CallbackOutcome> known = Arrays.stream(CallbackOutcome.values())
                .filter(one -> one.name().equals(result))
                .findFirst();
        if (known.isEmpty()) {
            return render(staffMember, 422, "", "请选回电话的结果。");
        }
        return callLog.recordCallback(
                        Optional.ofNullable(call).orElse(""), known.get(), staffMember.login(), clock.instant())
                .chain(isRecorded -> isRecorded
                        ? render(staffMember, 200, "", "")
                        : render(staffMember, 409, "", "这个电话不用回了：也许同事刚刚回过。"));
    }

    /** A talk that led to no report. */
    @POST
    @Path("talk")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> recordTalk(
            @RestForm String call, @RestForm String result, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<TalkResult> known = Arrays.stream(TalkResult.values())
                .filter(one -> one.name().equals(result))
                .findFirst();
        if (known.isEmpty()) {
            return render(staffMember, 422, "", "请选为什么不用登记。");
        }
        return callLog.recordTalk(
                        Optional.ofNullable(call).orElse(""), known.get(), staffMember.login(), clock.instant())
                .chain(isRecorded -> isRecorded
                        ? render(staffMember, 200, "", "")
                        : render(staffMember, 409, "", "这个电话不用再处理：已经登记，或者同事刚刚处理过。"));
    }

    private Uni<Response> render(StaffMember staffMember, int status, String shownId, String trouble) {
        Instant now = clock.instant();
        LocalDate today = DeadlinePolicy.localDate(now);
        Instant midnight = today.atStartOfDay(BusinessCalendar.ZONE).toInstant();
        Instant nextMidnight =
                today.plusDays(1).atStartOfDay(BusinessCalendar.ZONE).toInstant();
        return Uni.combine()
                .all()
                .unis(
                        panels.read(staffMember),
                        callLog.unfiledTalks(MAX_WAITING),
                        callLog.callbacks(MAX_WAITING),
                        callLog.recent(RECENT),
                        callLog.count(midnight),
                        callLog.callbackTasks(midnight, nextMidnight),
                        ticketRatings.totals(now.minus(RATED_WITHIN)))
                .asTuple()
                .chain(read -> pageRenderer.page(
                        "calls",
                        new View(
                                read.getItem1(),
                                rows(read.getItem2(), now),
                                read.getItem3().stream()
                                        .map(waiting -> CallRow.of(waiting, shownId, now))
                                        .toList(),
                                rows(read.getItem4(), now),
                                read.getItem5(),
                                CallbackFigures.of(read.getItem6(), now),
                                read.getItem7().rated() < LEAST_RATINGS ? TOO_FEW : read.getItem7(),
                                languages.others().stream()
                                        .map(tag -> new Language(tag, CallLanguages.name(tag)))
                                        .toList(),
                                trouble),
                        "电话",
                        "calls",
                        staffMember,
                        ""))
                .map(page -> PageRenderer.html(status, page));
    }

    private static List<CallRow> rows(List<LoggedCall> calls, Instant now) {
        return calls.stream().map(call -> CallRow.of(call, "", now)).toList();
    }
}
