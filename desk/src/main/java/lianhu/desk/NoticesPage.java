package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import lianhu.core.Announcing;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.BroadcastDeed;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.Calls;
import lianhu.desk.login.Session;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** 通知: written, seen as each group will see it, approved by a second person, watched until everybody has it. */
@Path("/desk/notices")
public final class NoticesPage {
    private static final int LISTED = 10;
    private static final int SHOWN = 240;

    private final Announcing announcing;
    private final Broadcasts broadcasts;
    private final Calls calls;
    private final NoticeDraft draft;
    private final NoticeBoard board;
    private final Demonstration demonstration;
    private final Pages pages;

    NoticesPage(
            Announcing announcing,
            Broadcasts broadcasts,
            Calls calls,
            NoticeDraft draft,
            NoticeBoard board,
            Demonstration demonstration,
            Pages pages) {
        this.announcing = announcing;
        this.broadcasts = broadcasts;
        this.calls = calls;
        this.draft = draft;
        this.board = board;
        this.demonstration = demonstration;
        this.pages = pages;
    }

    @GET
    public Uni<Response> write(@RestQuery String area, @Context ContainerRequestContext request) {
        return form(
                Gate.staff(request),
                200,
                orEmpty(area),
                "NOTICE",
                "",
                "",
                UUID.randomUUID().toString());
    }

    /** To whom it would go, as the place is chosen. */
    @GET
    @Path("audience")
    public Uni<Response> audience(@RestQuery String area) {
        return pages.part("notices", "sum", draft.of(orEmpty(area), "NOTICE", "", "", ""))
                .map(part -> Pages.html(200, part));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> send(
            @RestForm String area,
            @RestForm String kind,
            @RestForm String words,
            @RestForm String key,
            @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        String said = orEmpty(words).replaceAll("[\\p{Cc}&&[^\\n]]", "").strip();
        String once =
                orEmpty(key).matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString();
        Optional<AreaCode> place = AreaCode.parse(orEmpty(area));
        Broadcast.Kind wanted = "EMERGENCY".equals(kind) ? Broadcast.Kind.EMERGENCY : Broadcast.Kind.NOTICE;
        if (place.isEmpty()) {
            return form(staff, 422, "", wanted.name(), said, "请先选发给哪里。", once);
        }
        return announcing
                .write(place.get(), wanted, said, staff.person(), "desk:" + once)
                .chain(outcome -> switch (outcome) {
                    case Announcing.Outcome.Done done ->
                        Uni.createFrom()
                                .item(Response.seeOther(URI.create("/desk/notices/"
                                                + done.broadcast().id()))
                                        .build());
                    case Announcing.Outcome.Refused refused ->
                        form(staff, 422, place.get().value(), wanted.name(), said, refused.why(), once);
                    case Announcing.Outcome.Absent absent ->
                        form(staff, 404, place.get().value(), wanted.name(), said, "没有这一条。", once);
                });
    }

    @GET
    @Path("{id}")
    public Uni<Response> show(@RestPath long id, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return look(id, staff, "")
                .chain(view -> view.isEmpty()
                        ? Uni.createFrom()
                                .item(Response.seeOther(URI.create("/desk/notices"))
                                        .build())
                        : pages.page("notice", view.get(), "通知", "notices", staff, "")
                                .map(page -> Pages.html(200, page)));
    }

    @GET
    @Path("{id}/board")
    public Uni<Response> live(@RestPath long id, @Context ContainerRequestContext request) {
        return look(id, Gate.staff(request), "")
                .chain(view -> view.isEmpty()
                        ? Uni.createFrom().item(Response.status(404).build())
                        : pages.part("notice", "board", view.get()).map(part -> Pages.html(200, part)));
    }

    @POST
    @Path("{id}/do")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(@RestPath long id, @RestForm String deed, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        Optional<BroadcastDeed> wanted = Arrays.stream(BroadcastDeed.values())
                .filter(one -> one.name().equals(deed))
                .findFirst();
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Response.status(422).build());
        }
        return announcing.act(id, wanted.get(), staff.person()).chain(outcome -> switch (outcome) {
            case Announcing.Outcome.Done done ->
                Uni.createFrom()
                        .item(Response.seeOther(URI.create("/desk/notices/" + id))
                                .build());
            case Announcing.Outcome.Refused refused ->
                look(id, staff, refused.why())
                        .chain(view -> pages.page("notice", view.orElseThrow(), "通知", "notices", staff, ""))
                        .map(page -> Pages.html(409, page));
            case Announcing.Outcome.Absent absent ->
                Uni.createFrom().item(Response.status(404).build());
        });
    }

    /** A demonstration's visitor becomes the duty officer, or herself again. */
    @POST
    @Path("{id}/play")
    public Response play(@RestPath long id, @Context ContainerRequestContext request) {
        if (!demonstration.isOn()) {
            return Response.status(404).build();
        }
        boolean isSecond = request.getCookies().containsKey(Session.COOKIE);
        return Response.seeOther(URI.create("/desk/notices/" + id))
                .cookie(new NewCookie.Builder(Session.COOKIE)
                        .value(Doorkeeper.SECOND)
                        .path("/desk")
                        .maxAge(isSecond ? 0 : (int) Session.SHIFT.toSeconds())
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .build())
                .build();
    }

    private Uni<Optional<NoticeBoard.View>> look(long id, Staff staff, String trouble) {
        return broadcasts
                .standing(id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : broadcasts
                                .results(id, SHOWN)
                                .chain(results -> calls.of(id, SHOWN)
                                        .map(called -> Optional.of(
                                                board.view(found.get(), results, called, staff, trouble)))));
    }

    private Uni<Response> form(
            Staff staff, int status, String area, String kind, String words, String trouble, String key) {
        return broadcasts
                .newest(LISTED)
                .map(newest -> draft.of(area, kind, words, trouble, key).listing(board.list(newest)))
                .chain(view -> pages.page("notices", view, "通知", "notices", staff, ""))
                .map(page -> Pages.html(status, page));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
