package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.roster.Post;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 帮邻居报: a line is pasted, one question is asked, a receipt comes with the text to paste back. */
@Path("/unit/{token}/tell")
@PublicPage
public class UnitRelay {
    private static final Logger LOG = Logger.getLogger(UnitRelay.class);
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final UnitPages pages;
    private final UnitDesk desk;
    private final ReportSubmission reportSubmission;
    private final Uploads uploads;
    private final Slips slips;
    private final Answer answer;
    private final InstantSource clock;

    public UnitRelay(
            UnitPages pages,
            UnitDesk desk,
            ReportSubmission reportSubmission,
            Uploads uploads,
            Slips slips,
            Answer answer,
            InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.reportSubmission = reportSubmission;
        this.uploads = uploads;
        this.slips = slips;
        this.answer = answer;
        this.clock = clock;
    }

    /** The question's answer; empty while it was not asked. */
    enum Whose {
        NAMED,
        OTHER,
        OWN,
        UNNAMED;

        static Optional<Whose> of(@Nullable String text) {
            return switch (Typed.words(text)) {
                case "named" -> Optional.of(NAMED);
                case "other" -> Optional.of(OTHER);
                case "own" -> Optional.of(OWN);
                case "unnamed" -> Optional.of(UNNAMED);
                default -> Optional.empty();
            };
        }
    }

    private record Line(String words, String name, List<AttachmentId> photos, String key) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> tell(
            @PathParam("token") String token,
            @RestForm("words") @Nullable String words,
            @RestForm("name") @Nullable String name,
            @RestForm("other") @Nullable String other,
            @RestForm("whose") @Nullable String whose,
            @RestForm("key") @Nullable String key,
            @RestForm("photo") @Nullable List<String> kept,
            @RestForm("photos") @Nullable List<FileUpload> photos) {
        String typed = Typed.words(words);
        String sameKey = Typed.key(key);
        Optional<Whose> answered = Whose.of(whose);
        return pages.as(
                token,
                post -> keep(kept, Uploads.in(photos))
                        .chain(ids -> {
                            if (typed.isEmpty() && ids.isEmpty()) {
                                return again(post, token, typed, "还没写是什么事。把群里那句话贴过来，或者自己写几个字。", sameKey);
                            }
                            return answered.isEmpty()
                                    ? ask(post, token, typed, ids, sameKey)
                                    : send(
                                            post,
                                            token,
                                            answered.get(),
                                            new Line(
                                                    typed,
                                                    answered.get() == Whose.OTHER
                                                            ? Typed.line(other)
                                                            : Typed.line(name),
                                                    ids,
                                                    sameKey));
                        })
                        .onFailure(ReportRejectedException.class)
                        .recoverWithUni(no -> again(post, token, typed, no.getMessage() + "。您写的字还在。", sameKey))
                        .onFailure()
                        .recoverWithUni(broken -> later(post, token, typed, sameKey, broken)));
    }

    private Uni<Response> ask(Post post, String token, String typed, List<AttachmentId> ids, String key) {
        Typed.Pasted pasted = Typed.pasted(typed);
        UnitView.Asked asked = new UnitView.Asked(
                pasted.words(),
                pasted.name(),
                ids.stream().map(AttachmentId::sha256).toList(),
                key);
        return desk.look(post, token).chain(view -> answer.page(UnitTemplates.unit(view.asking(asked))));
    }

    private Uni<Response> send(Post post, String token, Whose whose, Line said) {
        Instant now = clock.instant();
        PersonDetails head = new PersonDetails(post.userId(), post.person(), post.phone());
        String who = whose == Whose.NAMED || whose == Whose.OTHER ? said.name() : "";
        boolean isOwn = whose == Whose.OWN;
        Report report = new Report(
                new MessageSource("unit", UnitDesk.unit(post).value(), said.key()),
                isOwn ? Channel.WEB : Channel.RELAY,
                "web:" + said.key(),
                post.area(),
                isOwn ? head : who.isEmpty() ? PersonDetails.UNKNOWN : new PersonDetails("", who, ""),
                isOwn ? Optional.empty() : Optional.of(head),
                said.words(),
                said.photos(),
                now,
                now);
        return reportSubmission
                .submit(report)
                .chain(receipt -> answer.next(
                        "/unit/" + token + "?got=" + receipt.no(),
                        answer.got(slips.cookie(Slip.of(receipt, "", isOwn ? "我自己" : who)))));
    }

    private Uni<Response> again(Post post, String token, String typed, String fault, String key) {
        return desk.look(post, token)
                .chain(view -> answer.page(422, UnitTemplates.unit(view.keeping(typed, fault, false, key))));
    }

    private Uni<Response> later(Post post, String token, String typed, String key, Throwable broken) {
        LOG.warnf("a relayed report was not taken: %s", broken.getClass().getSimpleName());
        return desk.look(post, token).chain(view -> answer.later(UnitTemplates.unit(view.keeping(typed, "", true, key))));
    }

    /** Those of the first step come back by their names. */
    private Uni<List<AttachmentId>> keep(@Nullable List<String> kept, List<FileUpload> photos) {
        List<AttachmentId> known = kept == null
                ? List.of()
                : kept.stream()
                        .filter(sha -> SHA.matcher(sha).matches())
                        .map(AttachmentId::new)
                        .toList();
        return uploads.keep(photos.stream().limit(Uploads.MOST).toList())
                .map(fresh -> Stream.concat(known.stream(), fresh.stream())
                        .limit(Uploads.MOST)
                        .toList());
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
