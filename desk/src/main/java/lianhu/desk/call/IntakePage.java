package lianhu.desk.call;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.PhoneMask;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.logging.Logger;

/** 登记: what a caller or a visitor says is filed like every report, and the number is there to be read out. */
@Path("/desk/calls/report")
@Authenticated
public final class IntakePage {
    private static final Logger LOG = Logger.getLogger(IntakePage.class);

    private final ReportSubmission submission;
    private final CallLog callLog;
    private final Areas areas;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    IntakePage(
            ReportSubmission submission, CallLog callLog, Areas areas, PageRenderer pageRenderer, InstantSource clock) {
        this.submission = submission;
        this.callLog = callLog;
        this.areas = areas;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param caller masked number of the call; empty for a visitor, or one that was withheld
     * @param language name of that which the caller asked for; empty for that of the county
     * @param filed the receipt to read out; empty before it is filed
     */
    record View(
            List<Place> places,
            IntakeForm form,
            String caller,
            String language,
            String trouble,
            Optional<Filed> filed) {}

    /**
     * What the call says of its caller.
     *
     * @param number empty for a visitor, or when it was withheld
     * @param language tag; empty for that of the county
     */
    private record Caller(String number, String language) {
        static final Caller NONE = new Caller("", "");
    }

    record Place(String code, String name) {}

    /** @param isSealed neither owner nor ticket is shown */
    record Filed(String number, String ticket, String owner, String by, boolean isSealed) {
        static Filed of(Receipt receipt, Instant now) {
            return new Filed(
                    receipt.no().spoken(),
                    receipt.ticket().value(),
                    receipt.owner().name(),
                    ChineseTime.formatPromise(receipt.due(), now),
                    receipt.confidentiality() == Confidentiality.SEALED);
        }
    }

    @GET
    public Uni<Response> form(
            @QueryParam("call") @DefaultValue("") String call, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return caller(call)
                .chain(caller -> render(staffMember, 200, IntakeForm.blank(call), caller, "", Optional.empty()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> file(@BeanParam IntakeForm form, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return caller(form.callId())
                .chain(caller -> form.trouble().isEmpty()
                        ? file(form, caller, staffMember)
                        : render(staffMember, 422, form, caller, form.trouble(), Optional.empty()));
    }

    private Uni<Response> file(IntakeForm form, Caller caller, StaffMember staffMember) {
        return submission
                .submit(report(form, caller))
                .chain(receipt -> receipt.isOfOtherReport()
                        ? refuseChanged(form, caller, staffMember, receipt)
                        : settle(form, receipt, staffMember)
                                .chain(settled -> render(
                                        staffMember,
                                        200,
                                        form,
                                        caller,
                                        "",
                                        Optional.of(Filed.of(receipt, clock.instant())))))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(
                        no -> render(staffMember, 422, form, caller, no.getMessage() + "。您写的字还在。", Optional.empty()))
                .onFailure()
                .recoverWithUni(broken -> {
                    LOG.warnf(
                            "an intake of the desk is not filed: %s",
                            broken.getClass().getSimpleName());
                    return render(staffMember, 503, form, caller, "现在存不上，您写的字还在。请过一会儿再点“登记”。", Optional.empty());
                });
    }

    /** The form was sent before with other words, which stand: what is written now gets a key of its own. */
    private Uni<Response> refuseChanged(IntakeForm form, Caller caller, StaffMember staffMember, Receipt receipt) {
        form.key = IdempotencyKeys.newKey();
        String trouble = "这张表刚才登记过了，受理号 " + receipt.no().spoken() + "。现在写的还没有存：是另一件，就再点一次“登记”；是同一件，到工单里补。";
        return render(staffMember, 409, form, caller, trouble, Optional.empty());
    }

    /**
     * The caller has been reached; a call that waits for nobody stays as it is. A failure only leaves the call on the list: the
     * report is filed.
     */
    private Uni<Boolean> settle(IntakeForm form, Receipt receipt, StaffMember staffMember) {
        return form.callId().isEmpty()
                ? Uni.createFrom().item(false)
                : callLog.recordReport(form.callId(), receipt.no(), staffMember.login(), clock.instant())
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf(
                                    "a call that was filed still waits to be called back: %s",
                                    failure.getClass().getSimpleName());
                            return false;
                        });
    }

    private Report report(IntakeForm form, Caller caller) {
        Instant now = clock.instant();
        String key = form.idempotencyKey();
        return new Report(
                new MessageSource("desk", "intake", key),
                form.callId().isEmpty() ? Channel.PHONE : Channel.HOTLINE,
                "desk:" + key,
                form.place().orElseGet(() -> areas.county().code()),
                new PersonDetails("", form.person(), form.number().isEmpty() ? caller.number() : form.number()),
                Optional.empty(),
                (form.text() + "\n" + CallLanguages.note(caller.language())).strip(),
                List.of(),
                now,
                now);
    }

    private Uni<Caller> caller(String call) {
        return call.isEmpty()
                ? Uni.createFrom().item(Caller.NONE)
                : callLog.find(call)
                        .map(found -> found.map(one -> new Caller(one.caller(), one.language()))
                                .orElse(Caller.NONE));
    }

    private Uni<Response> render(
            StaffMember staffMember,
            int status,
            IntakeForm form,
            Caller caller,
            String trouble,
            Optional<Filed> filed) {
        form.idempotencyKey();
        return Uni.createFrom()
                .item(() -> new View(
                        places(),
                        form,
                        PhoneMask.mask(caller.number()),
                        caller.language().isEmpty() ? "" : CallLanguages.name(caller.language()),
                        trouble,
                        filed))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(view -> pageRenderer.page("intake", view, "登记", "calls", staffMember, ""))
                .map(page -> PageRenderer.html(status, page));
    }

    /** A city has some thousand. The county for who cannot say it better, then townships and villages, then the away grids. */
    private List<Place> places() {
        return areas.all().stream()
                .filter(area -> area.code().isAway()
                        ? area.code().level() == Level.GRID
                        : area.code().level().compareTo(Level.VILLAGE) <= 0)
                .sorted(Comparator.comparing(Area::code))
                .map(area -> new Place(area.code().value(), areas.displayName(area.code())))
                .toList();
    }
}
