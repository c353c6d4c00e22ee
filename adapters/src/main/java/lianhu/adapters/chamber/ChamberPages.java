package lianhu.adapters.chamber;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReportForm;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Receipt;
import lianhu.core.report.MessageSource;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.AwayContactLinks;
import lianhu.core.roster.Post;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 帮人报: a chamber contact reports for a member, from a personal link. There is no public page. */
@Path("/chamber/{token}")
@PublicPage
public class ChamberPages {
    private final AwayContactLinks links;
    private final ChamberPageModel pageModel;
    private final ProxyReportService proxyReportService;
    private final Areas areas;
    private final PhotoUploads photoUploads;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;

    public ChamberPages(
            AwayContactLinks links,
            ChamberPageModel pageModel,
            ProxyReportService proxyReportService,
            Areas areas,
            PhotoUploads photoUploads,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line) {
        this.links = links;
        this.pageModel = pageModel;
        this.proxyReportService = proxyReportService;
        this.areas = areas;
        this.photoUploads = photoUploads;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
    }

    /** The templates in {@code templates/chamber}. */
    @CheckedTemplate(basePath = "chamber")
    static final class ChamberTemplates {
        static native TemplateInstance page(ChamberView view);

        static native TemplateInstance work(ChamberWorkView view);

        static native TemplateInstance gone(Hotline line);

        private ChamberTemplates() {}
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("tab") @DefaultValue("a") String tab,
            @QueryParam("got") @DefaultValue("") String got,
            @QueryParam("quiet") @DefaultValue("") String quiet) {
        return withContact(
                token,
                contact -> pageModel
                        .loadWithReceipt(contact, token, TextSanitizer.digits(got))
                        .map(view -> quiet.isEmpty() ? view : view.withQuietReply())
                        .map(view -> tab.equals("b") ? view.withTab("b") : view)
                        .chain(view -> htmlResponses.page(ChamberTemplates.page(view))));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("token") String token,
            @RestForm("member") @Nullable String member,
            @RestForm("phone") @Nullable String phone,
            @RestForm("home") @Nullable String home,
            @RestForm("at") @Nullable String at,
            @RestForm("where") @Nullable String where,
            @RestForm("agreed") @Nullable String agreed,
            @BeanParam ReportForm form,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            ProxyReport proxyReport = new ProxyReport(
                    FormInput.singleLine(member),
                    FormInput.singleLine(phone),
                    FormInput.singleLine(home),
                    TextSanitizer.sanitize(at),
                    location(where),
                    form.text(),
                    "yes".equals(agreed));
            String key = form.idempotencyKey();
            return withContact(token, contact -> switch (proxyReportService.check(
                    proxyReport, contact.area(), !form.files().isEmpty())) {
                case ProxyReport.CheckResult.Incomplete incomplete ->
                    showErrors(contact, token, form(proxyReport, key, incomplete, "", false));
                case ProxyReport.CheckResult.Valid valid ->
                    form.photoError().isEmpty()
                            ? submitUnlessTooMany(contact, token, proxyReport, valid.place(), form, request)
                            : showErrors(contact, token, form(proxyReport, key, NO_ERRORS, form.photoError(), false));
            });
        });
    }

    private Uni<Response> submitUnlessTooMany(
            Post contact,
            String token,
            ProxyReport proxyReport,
            AreaCode place,
            ReportForm form,
            HttpServerRequest request) {
        Duration delay = formRateLimiter.acquireForm(
                requestAddress.of(request), "chamber", ChamberContact.grid(contact), form.text());
        if (delay.isZero()) {
            return submit(contact, token, proxyReport, place, form);
        }
        ProxyReport.CheckResult.Incomplete refusal = new ProxyReport.CheckResult.Incomplete(
                List.of(new ProxyReport.FieldError(ProxyReport.FormField.WORDS, FormRateLimiter.refusal(delay))),
                List.of());
        return pageModel
                .load(contact, token)
                .chain(view -> htmlResponses.tooMany(
                        delay,
                        ChamberTemplates.page(
                                view.withForm(form(proxyReport, form.idempotencyKey(), refusal, "", false)))));
    }

    private Uni<Response> submit(Post contact, String token, ProxyReport proxyReport, AreaCode place, ReportForm form) {
        String key = form.idempotencyKey();
        return ReportForm.recover(
                photoUploads
                        .store(form.files())
                        .chain(photos -> proxyReportService.submit(
                                proxyReport,
                                place,
                                Optional.of(contact.details()),
                                photos,
                                new MessageSource(
                                        "chamber", ChamberContact.grid(contact).value(), key),
                                Optional.empty()))
                        .chain(receipt -> received(token, receipt)),
                why -> showErrors(contact, token, form(proxyReport, key, NO_ERRORS, why, false)),
                () -> pageModel
                        .load(contact, token)
                        .chain(view -> htmlResponses.unavailable(
                                ChamberTemplates.page(view.withForm(form(proxyReport, key, NO_ERRORS, "", true))))));
    }

    private static final ProxyReport.CheckResult.Incomplete NO_ERRORS =
            new ProxyReport.CheckResult.Incomplete(List.of(), List.of());

    private Uni<Response> received(String token, Receipt receipt) {
        return htmlResponses.redirect("/chamber/" + token
                + (receipt.confidentiality() == Confidentiality.SEALED ? "?quiet=1" : "?got=" + receipt.no()));
    }

    private Uni<Response> showErrors(Post contact, String token, ChamberView.Form form) {
        return pageModel
                .load(contact, token)
                .chain(view -> htmlResponses.page(422, ChamberTemplates.page(view.withForm(form))));
    }

    private ChamberView.Form form(
            ProxyReport proxyReport,
            String key,
            ProxyReport.CheckResult.Incomplete incomplete,
            String photoFault,
            boolean isBusy) {
        return new ChamberView.Form(
                proxyReport.member(),
                proxyReport.phone(),
                proxyReport.home(),
                proxyReport.location().map(ProxyReport.Location::name).orElse(""),
                proxyReport.words(),
                proxyReport.hasConsent(),
                key,
                errorOf(incomplete, ProxyReport.FormField.WORDS),
                errorOf(incomplete, ProxyReport.FormField.LOCATION),
                errorOf(incomplete, ProxyReport.FormField.HOME),
                errorOf(incomplete, ProxyReport.FormField.PHONE),
                errorOf(incomplete, ProxyReport.FormField.CONSENT),
                photoFault,
                incomplete.choices().stream().map(Area::code).map(this::choice).toList(),
                isBusy);
    }

    private ChamberView.Choice choice(AreaCode code) {
        return new ChamberView.Choice(code.value(), areas.displayName(code));
    }

    private static String errorOf(ProxyReport.CheckResult.Incomplete incomplete, ProxyReport.FormField formField) {
        return incomplete.errors().stream()
                .filter(fieldError -> fieldError.field() == formField)
                .map(ProxyReport.FieldError::message)
                .findFirst()
                .orElse("");
    }

    private static Optional<ProxyReport.Location> location(@Nullable String text) {
        return switch (TextSanitizer.sanitize(text)) {
            case "HOME" -> Optional.of(ProxyReport.Location.HOME);
            case "HERE" -> Optional.of(ProxyReport.Location.HERE);
            default -> Optional.empty();
        };
    }

    private Uni<Response> withContact(String token, Function<Post, Uni<Response>> page) {
        return links.contact(token).map(page).orElseGet(() -> htmlResponses.page(410, ChamberTemplates.gone(line)));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
