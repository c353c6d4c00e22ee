package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfLinks;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The page behind the code on the card: say what is the matter, get a receipt. */
@Path("/report")
@PublicPage
public class ReportPages {
    private static final Logger LOG = Logger.getLogger(ReportPages.class);

    private final ReportSubmission reportSubmission;
    private final Areas areas;
    private final KfLinks chats;
    private final Uploads uploads;
    private final Receipts receipts;
    private final Slips slips;
    private final Proofs proofs;
    private final Answer answer;
    private final ServiceLine line;
    private final InstantSource clock;

    public ReportPages(
            ReportSubmission reportSubmission,
            Areas areas,
            KfLinks chats,
            Uploads uploads,
            Receipts receipts,
            Slips slips,
            Proofs proofs,
            Answer answer,
            ServiceLine line,
            InstantSource clock) {
        this.reportSubmission = reportSubmission;
        this.areas = areas;
        this.chats = chats;
        this.uploads = uploads;
        this.receipts = receipts;
        this.slips = slips;
        this.proofs = proofs;
        this.answer = answer;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> places(@QueryParam("in") @DefaultValue("") String in) {
        Area here = AreaCode.parse(in).flatMap(areas::find).orElseGet(areas::county);
        AreaCode code = here.code();
        boolean isTop = code.equals(areas.county().code());
        return answer.page(ReportTemplates.places(new PlacesView(
                isTop ? here.name() : areas.displayName(code),
                code.value(),
                isTop ? "" : Place.above(code, areas).value(),
                below(code).stream().map(ReportPages::choice).toList(),
                line)));
    }

    /** Grids are ours, not the residents': under a village come its units. */
    private List<Area> below(AreaCode code) {
        return areas.children(code).stream()
                .flatMap(child ->
                        child.code().level() == Level.GRID && !child.code().isAway()
                                ? areas.children(child.code()).stream()
                                : List.of(child).stream())
                .toList();
    }

    private static PlacesView.Choice choice(Area area) {
        boolean isLast = area.code().isAtOrBelow(Level.GRID);
        return new PlacesView.Choice(area.name(), (isLast ? "/report/" : "/report?in=") + area.code());
    }

    @GET
    @Path("/{area}")
    @Operation(hidden = true)
    public Uni<Response> form(
            @PathParam("area") String area,
            @QueryParam("done") @DefaultValue("") String done,
            @CookieParam(Answer.GOT) @DefaultValue("") String got) {
        if (!done.isEmpty()) {
            return slips.read(got, done)
                    .map(slip -> answer.page(ReportTemplates.got(receipts.view(slip, clock.instant()))))
                    .orElseGet(() -> answer.next("/track/" + Typed.digits(done)));
        }
        return Place.of(area, areas)
                .map(place -> answer.page(ReportTemplates.report(ReportView.blank(place, chat(place), line))))
                .orElseGet(() -> answer.page(404, Pages.replaced(line)));
    }

    @POST
    @Path("/{area}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> send(
            @PathParam("area") String area,
            @RestForm("words") @Nullable String words,
            @RestForm("name") @Nullable String name,
            @RestForm("phone") @Nullable String phone,
            @RestForm("key") @Nullable String key,
            @RestForm("website") @Nullable String website,
            @RestForm("photos") @Nullable List<FileUpload> photos,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        Optional<Place> place = Place.of(area, areas);
        if (place.isEmpty()) {
            return answer.page(404, Pages.replaced(line));
        }
        ReportView view = ReportView.blank(place.get(), chat(place.get()), line)
                .with(Typed.words(words), Typed.line(name), Typed.line(phone), Typed.key(key));
        List<FileUpload> files = Uploads.in(photos);
        Optional<String> number = Typed.phone(phone);
        String missing = view.words().isEmpty() && files.isEmpty() ? "还没写是什么事。写几个字、拍张照，有一样就行。" : "";
        String tooMany = files.size() > Uploads.MOST ? "最多三张照片，请重新挑三张。" : "";
        String wrong = number.isEmpty() ? "这不像一个电话号码。改一改，或者空着。" : "";
        boolean isMachine = !Typed.words(website).isEmpty();
        if (!missing.isEmpty() || !tooMany.isEmpty() || number.isEmpty() || isMachine) {
            return refused(view.missing(isMachine ? "没有送出去。请再点一次“送出”。" : missing, tooMany, wrong));
        }
        return uploads.keep(files)
                .chain(kept -> send(view, number.get(), kept, mine))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(no -> refused(view.missing("", no.getMessage() + "。您写的字还在。", "")))
                .onFailure()
                .recoverWithUni(broken -> {
                    LOG.warnf(
                            "a report from the web was not taken: %s",
                            broken.getClass().getSimpleName());
                    return answer.later(ReportTemplates.report(view.busy()));
                });
    }

    private String chat(Place place) {
        return chats.linkTo(new AreaCode(place.code())).orElse("");
    }

    private Uni<Response> send(ReportView view, String phone, List<AttachmentId> kept, String mine) {
        Instant now = clock.instant();
        Report report = new Report(
                new MessageSource("web", "", view.key()),
                Channel.WEB,
                "web:" + view.key(),
                new AreaCode(view.area()),
                new PersonDetails("", view.name(), phone),
                Optional.empty(),
                view.words(),
                kept,
                now,
                now);
        return reportSubmission.submit(report).chain(receipt -> received(view.area(), receipt, phone, mine, now));
    }

    private Uni<Response> received(String area, Receipt receipt, String phone, String mine, Instant now) {
        return answer.next(
                "/report/" + area + "?done=" + receipt.no(),
                answer.got(slips.cookie(Slip.of(receipt, Typed.masked(phone), ""))),
                answer.mine(proofs.with(mine, receipt.no(), Proofs.REPORTED, now)));
    }

    private Uni<Response> refused(ReportView view) {
        return answer.page(422, ReportTemplates.report(view));
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
