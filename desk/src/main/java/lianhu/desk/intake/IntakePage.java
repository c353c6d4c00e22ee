package lianhu.desk.intake;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.PlaceSuggestions;
import lianhu.core.area.PlaceSuggestions.Suggestions;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.PhoneMask;
import lianhu.core.report.ReportRejectedException;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.DrillOrganisers;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.logging.Logger;

/**
 * 登记: what a caller or a visitor says is filed like every report, and the number is there to be read out. What is typed comes by
 * POST, also while it is typed: neither words nor names nor numbers have a place in an address.
 */
@Path("/desk/calls/report")
@Authenticated
public final class IntakePage {
    private static final Logger LOG = Logger.getLogger(IntakePage.class);

    private static final String NO_DRILL = "您没有登记演练的权限，没有存。真的事，去掉“这是演练”再登记；演练，请维护人员在 lianhu.desk.drill 里加上您的登录名。";

    private final IntakeFiling filing;
    private final IntakeReader reader;
    private final CallLog callLog;
    private final Areas areas;
    private final PlaceSuggestions placeSuggestions;
    private final Labels labels;
    private final DrillOrganisers drillOrganisers;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    IntakePage(
            IntakeFiling filing,
            IntakeReader reader,
            CallLog callLog,
            Areas areas,
            Labels labels,
            DrillOrganisers drillOrganisers,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.filing = filing;
        this.reader = reader;
        this.callLog = callLog;
        this.areas = areas;
        this.placeSuggestions = new PlaceSuggestions(areas);
        this.labels = labels;
        this.drillOrganisers = drillOrganisers;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** Address of the form for what is said in a call. */
    public static String link(String call) {
        return "/desk/calls/report?call=" + URLEncoder.encode(call, StandardCharsets.UTF_8);
    }

    @GET
    public Uni<Response> form(
            @QueryParam("call") @DefaultValue("") String call, @Context ContainerRequestContext request) {
        IntakeForm blank = IntakeForm.blank(call);
        return caller(call).chain(caller -> page(CurrentStaff.of(request), 200, blank, caller, "", Optional.empty()));
    }

    /** 在哪: the places that the typed words may mean. */
    @POST
    @Path("places")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> places(@BeanParam IntakeForm form) {
        return suggest(form)
                .map(found -> part(form, found, IntakeCaller.NONE, IntakeReading.of(List.of())))
                .chain(view -> pageRenderer.part("intake", "places", view))
                .map(part -> PageRenderer.html(200, part));
    }

    /** What the words are read as, who would get it, and which open tickets may be the same matter. */
    @POST
    @Path("reading")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> reading(@BeanParam IntakeForm form) {
        return caller(form.callId())
                .chain(caller -> suggest(form)
                        .chain(found -> read(form, found, caller).map(reading -> part(form, found, caller, reading))))
                .chain(view -> pageRenderer.part("intake", "reading", view))
                .map(part -> PageRenderer.html(200, part));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> file(@BeanParam IntakeForm form, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        if (form.isDrill() && !drillOrganisers.include(staffMember)) {
            return caller(form.callId())
                    .chain(caller -> page(staffMember, 403, form, caller, NO_DRILL, Optional.empty()));
        }
        return caller(form.callId())
                .chain(caller -> suggest(form).chain(found -> {
                    String trouble = form.trouble(found);
                    Optional<AreaCode> place = form.placeIn(found);
                    return trouble.isEmpty() && place.isPresent()
                            ? file(form, place.get(), caller, staffMember)
                            : page(staffMember, 422, form, caller, trouble, Optional.empty());
                }));
    }

    private Uni<Response> file(IntakeForm form, AreaCode place, IntakeCaller caller, StaffMember staffMember) {
        return filing.file(form, place, caller, staffMember)
                .chain(filed -> filed.receipt().isOfOtherReport()
                        ? refuseChanged(form, caller, staffMember, filed)
                        : page(staffMember, 200, form, caller, "", Optional.of(filed)))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(
                        no -> page(staffMember, 422, form, caller, no.getMessage() + "。您写的字还在。", Optional.empty()))
                .onFailure()
                .recoverWithUni(broken -> {
                    LOG.warnf(
                            "an intake of the desk is not filed: %s",
                            broken.getClass().getSimpleName());
                    return page(staffMember, 503, form, caller, "现在存不上，您写的字还在。请过一会儿再点“登记”。", Optional.empty());
                });
    }

    /** The form was sent before with other words, which stand: what is written now gets a key of its own. */
    private Uni<Response> refuseChanged(
            IntakeForm form, IntakeCaller caller, StaffMember staffMember, IntakeFiling.Filed filed) {
        form.key = IdempotencyKeys.newKey();
        String trouble = "这张表刚才登记过了，受理号 " + filed.receipt().no().spoken() + "。现在写的还没有存：是另一件，就再点一次“登记”；是同一件，到工单里补。";
        return page(staffMember, 409, form, caller, trouble, Optional.empty());
    }

    private Uni<Suggestions> suggest(IntakeForm form) {
        return Uni.createFrom()
                .item(() -> placeSuggestions.find(form.typedPlace()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** A hint that cannot be read hinders nobody from filing. */
    private Uni<IntakeReading> read(IntakeForm form, Suggestions found, IntakeCaller caller) {
        return reader.read(form, form.placeIn(found), caller).onFailure().recoverWithItem(broken -> {
            LOG.warnf("nothing is read beside an intake: %s", broken.getClass().getSimpleName());
            return IntakeReading.of(List.of());
        });
    }

    private Uni<IntakeCaller> caller(String call) {
        return call.isEmpty()
                ? Uni.createFrom().item(IntakeCaller.NONE)
                : callLog.find(call)
                        .map(found -> found.map(one -> new IntakeCaller(one.caller(), one.language()))
                                .orElse(IntakeCaller.NONE));
    }

    private Uni<Response> page(
            StaffMember staffMember,
            int status,
            IntakeForm form,
            IntakeCaller caller,
            String trouble,
            Optional<IntakeFiling.Filed> filed) {
        return suggest(form)
                .chain(found -> (filed.isPresent()
                                ? Uni.createFrom().item(IntakeReading.of(List.of()))
                                : read(form, found, caller))
                        .map(reading -> view(
                                form,
                                found,
                                caller,
                                reading,
                                trouble,
                                drillOrganisers.include(staffMember),
                                filed.map(one -> IntakeView.Filed.of(one, form.isDrill(), clock.instant())))))
                .chain(view -> pageRenderer.page("intake", view, "登记", "calls", staffMember, ""))
                .map(page -> PageRenderer.html(status, page));
    }

    private IntakeView part(IntakeForm form, Suggestions found, IntakeCaller caller, IntakeReading reading) {
        return view(form, found, caller, reading, "", false, Optional.empty());
    }

    private IntakeView view(
            IntakeForm form,
            Suggestions found,
            IntakeCaller caller,
            IntakeReading reading,
            String trouble,
            boolean mayDrill,
            Optional<IntakeView.Filed> filed) {
        form.idempotencyKey();
        Optional<AreaCode> chosen = form.placeIn(found);
        return new IntakeView(
                form,
                found.places().stream().map(area -> place(area, chosen)).toList(),
                found.more(),
                chosen.isEmpty() && !found.places().isEmpty(),
                labels.categories(),
                reading,
                areas.county().name(),
                PhoneMask.mask(caller.number()),
                caller.language().isEmpty() ? "" : CallLanguages.name(caller.language()),
                trouble,
                mayDrill,
                filed);
    }

    private IntakeView.Place place(Area area, Optional<AreaCode> chosen) {
        return new IntakeView.Place(
                area.code().value(),
                area.name(),
                placeSuggestions.path(area.code()),
                chosen.filter(area.code()::equals).isPresent());
    }
}
