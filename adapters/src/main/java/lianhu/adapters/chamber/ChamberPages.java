package lianhu.adapters.chamber;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.Answer;
import lianhu.adapters.web.PublicPage;
import lianhu.adapters.web.ServiceLine;
import lianhu.adapters.web.Typed;
import lianhu.adapters.web.Uploads;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.roster.AwayContactLinks;
import lianhu.core.roster.Post;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 帮人报: a contact of the chamber tells for a member, from a personal link. There is no open page. */
@Path("/chamber/{token}")
@PublicPage
public class ChamberPages {
    private static final Logger LOG = Logger.getLogger(ChamberPages.class);

    private final AwayContactLinks links;
    private final ChamberDesk desk;
    private final Errands errands;
    private final Areas areas;
    private final Uploads uploads;
    private final Answer answer;
    private final ServiceLine line;

    public ChamberPages(
            AwayContactLinks links,
            ChamberDesk desk,
            Errands errands,
            Areas areas,
            Uploads uploads,
            Answer answer,
            ServiceLine line) {
        this.links = links;
        this.desk = desk;
        this.errands = errands;
        this.areas = areas;
        this.uploads = uploads;
        this.answer = answer;
        this.line = line;
    }

    /** The templates in {@code templates/chamber}. */
    @CheckedTemplate(basePath = "chamber")
    static final class Pages {
        static native TemplateInstance page(ChamberView view);

        static native TemplateInstance gone(ServiceLine line);

        private Pages() {}
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("tab") @DefaultValue("a") String tab,
            @QueryParam("got") @DefaultValue("") String got,
            @QueryParam("quiet") @DefaultValue("") String quiet) {
        return as(
                token,
                contact -> desk.received(contact, token, Typed.digits(got))
                        .map(view -> quiet.isEmpty() ? view : view.quietly())
                        .map(view -> tab.equals("b") ? view.at("b") : view)
                        .chain(view -> answer.page(Pages.page(view))));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> tell(
            @PathParam("token") String token,
            @RestForm("member") @Nullable String member,
            @RestForm("phone") @Nullable String phone,
            @RestForm("home") @Nullable String home,
            @RestForm("at") @Nullable String at,
            @RestForm("where") @Nullable String where,
            @RestForm("words") @Nullable String words,
            @RestForm("agreed") @Nullable String agreed,
            @RestForm("key") @Nullable String key,
            @RestForm("photos") @Nullable List<FileUpload> photos) {
        Errand errand = new Errand(
                Typed.line(member),
                Typed.line(phone),
                Typed.line(home),
                Typed.words(at),
                where(where),
                Typed.words(words),
                "yes".equals(agreed));
        String sameKey = Typed.key(key);
        List<FileUpload> files = Uploads.in(photos);
        return as(token, contact -> switch (errands.check(errand, contact.area(), !files.isEmpty())) {
            case Errand.Checked.Missing missing -> again(contact, token, form(errand, sameKey, missing, "", false));
            case Errand.Checked.Ready ready ->
                files.size() > Uploads.MOST
                        ? again(contact, token, form(errand, sameKey, NOTHING, "最多三张照片，请重新挑三张。", false))
                        : uploads.keep(files)
                                .chain(kept -> errands.send(
                                        errand,
                                        ready.place(),
                                        Contact.grid(contact),
                                        Optional.of(Contact.speaker(contact)),
                                        kept,
                                        sameKey,
                                        Optional.empty()))
                                .chain(receipt -> received(token, receipt))
                                .onFailure(ReportRejectedException.class)
                                .recoverWithUni(no -> again(
                                        contact,
                                        token,
                                        form(errand, sameKey, NOTHING, no.getMessage() + "。您写的字还在。", false)))
                                .onFailure()
                                .recoverWithUni(broken ->
                                        later(contact, token, form(errand, sameKey, NOTHING, "", true), broken));
        });
    }

    private static final Errand.Checked.Missing NOTHING = new Errand.Checked.Missing(List.of(), List.of());

    private Uni<Response> received(String token, Receipt receipt) {
        return answer.next("/chamber/" + token
                + (receipt.confidentiality() == Confidentiality.SEALED ? "?quiet=1" : "?got=" + receipt.no()));
    }

    private Uni<Response> again(Post contact, String token, ChamberView.Form form) {
        return desk.look(contact, token).chain(view -> answer.page(422, Pages.page(view.writing(form))));
    }

    private Uni<Response> later(Post contact, String token, ChamberView.Form form, Throwable broken) {
        LOG.warnf("an errand of a chamber was not taken: %s", broken.getClass().getSimpleName());
        return desk.look(contact, token).chain(view -> answer.later(Pages.page(view.writing(form))));
    }

    private ChamberView.Form form(
            Errand errand, String key, Errand.Checked.Missing missing, String photoFault, boolean isBusy) {
        return new ChamberView.Form(
                errand.member(),
                errand.phone(),
                errand.home(),
                errand.where().map(Errand.Where::name).orElse(""),
                errand.words(),
                errand.isAgreed(),
                key,
                said(missing, Errand.Part.WORDS),
                said(missing, Errand.Part.WHERE),
                said(missing, Errand.Part.HOME),
                said(missing, Errand.Part.PHONE),
                said(missing, Errand.Part.AGREED),
                photoFault,
                missing.choices().stream().map(Area::code).map(this::choice).toList(),
                isBusy);
    }

    private ChamberView.Choice choice(AreaCode code) {
        return new ChamberView.Choice(code.value(), areas.displayName(code));
    }

    private static String said(Errand.Checked.Missing missing, Errand.Part part) {
        return missing.faults().stream()
                .filter(fault -> fault.part() == part)
                .map(Errand.Fault::sentence)
                .findFirst()
                .orElse("");
    }

    private static Optional<Errand.Where> where(@Nullable String text) {
        return switch (Typed.words(text)) {
            case "HOME" -> Optional.of(Errand.Where.HOME);
            case "HERE" -> Optional.of(Errand.Where.HERE);
            default -> Optional.empty();
        };
    }

    private Uni<Response> as(String token, Function<Post, Uni<Response>> deed) {
        return links.contact(token).map(deed).orElseGet(() -> answer.page(410, Pages.gone(line)));
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
