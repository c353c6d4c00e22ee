package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.Tally;
import lianhu.bot.talk.Answer;
import lianhu.bot.talk.Aside;
import lianhu.bot.talk.Card;
import lianhu.bot.talk.Dialogue;
import lianhu.bot.wecom.AppMessage.Content;
import org.jspecify.annotations.Nullable;

/** The door of the applications: words of one person alone, and buttons of cards. Its answer is empty; words go as messages. */
@Path("/wecom/app/{agent}")
public final class AppCallback {
    /** WeCom tells of every opening of the application. */
    private static final Duration BETWEEN_GREETINGS = Duration.ofHours(12);

    private final Seals seals;
    private final Doorway doorway;
    private final Dialogue dialogue;
    private final Whisper whisper;
    private final Marks marks;
    private final Once once;
    private final Tally tally;
    private final InstantSource clock;
    private final ChatEvents groups;
    private final CareEvents care;

    AppCallback(
            Seals seals,
            Dialogue dialogue,
            Aside aside,
            Marks marks,
            Once once,
            Tally tally,
            InstantSource clock,
            ChatEvents groups,
            CareEvents care) {
        this.seals = seals;
        this.doorway = new Doorway(Seals.APPLICATIONS, seals);
        this.dialogue = dialogue;
        this.whisper = new Whisper(Seals.APPLICATIONS, aside, tally);
        this.marks = marks;
        this.once = once;
        this.tally = tally;
        this.clock = clock;
        this.groups = groups;
        this.care = care;
    }

    @GET
    public Uni<Response> verify(
            @PathParam("agent") String agent,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @QueryParam("echostr") @Nullable String echo) {
        return doorway.verify(seals.application(agent), new Stamp(signature, timestamp, nonce), echo);
    }

    @POST
    public Uni<Response> hear(
            @PathParam("agent") String agent,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @Context HttpServerRequest request) {
        return Body.of(request).chain(body -> hear(agent, new Stamp(signature, timestamp, nonce), body));
    }

    Uni<Response> hear(String agent, Stamp stamp, byte[] body) {
        return doorway.enter(
                seals.application(agent),
                stamp,
                Envelope.ofApplication(body),
                (seal, opened) -> AppMessage.read(opened.plain())
                        .filter(message -> message.agentId() == null || agent.equals(message.agentId()))
                        .map(message -> hear(agent, message).map(told -> Doorway.heard()))
                        .orElseGet(() -> Uni.createFrom().item(doorway.unread(seal))));
    }

    private Uni<Void> hear(String agent, AppMessage message) {
        return switch (message.content()) {
            case Content.Text text -> said(agent, message);
            case Content.Image image -> said(agent, message);
            case Content.Location location -> said(agent, message);
            case Content.Link link -> said(agent, message);
            case Content.CardPressed pressed -> pressed(agent, message, pressed);
            case Content.Event event -> event(message, event.name());
            case Content.Voice voice -> voice.mediaId() == null ? unreadable(message) : said(agent, message);
            case Content.Video video -> unreadable(message);
            case Content.Other other -> unreadable(message);
        };
    }

    private Uni<Void> said(String agent, AppMessage message) {
        return dialogue.answer(AppUtterance.of(agent, seals.name(agent), message, clock.instant()))
                .chain(answer -> told(message, answer));
    }

    private Uni<Void> pressed(String agent, AppMessage message, Content.CardPressed pressed) {
        String task = pressed.taskId();
        String code = pressed.responseCode();
        Optional<Card> card = task == null ? Optional.empty() : Card.of(task, pressed.key(), code == null ? "" : code);
        return card.map(one -> dialogue.pressed(
                                AppUtterance.of(agent, seals.name(agent), message, clock.instant()), one)
                        .chain(answer -> told(message, answer)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> event(AppMessage message, String name) {
        if (name.equals(ChatEvents.EVENT)) {
            return groups.heard(message.all());
        }
        if (name.equals(CareEvents.EVENT)) {
            return care.heard(message.all());
        }
        if (name.equals("click")) {
            tally.heard(Seals.APPLICATIONS, "clicked");
            return whisper.to(message.from(), dialogue.greeting(message.from(), clock.instant()));
        }
        // Who left, where a phone is and which page a menu opened is none of our business.
        if (!name.equals("enter_agent") && !name.equals("subscribe")) {
            return Uni.createFrom().voidItem();
        }
        tally.heard(Seals.APPLICATIONS, "entered");
        return once.first("greeted:" + message.from(), BETWEEN_GREETINGS)
                .chain(first -> first
                        ? whisper.to(message.from(), dialogue.greeting(message.from(), clock.instant()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> unreadable(AppMessage message) {
        tally.heard(Seals.APPLICATIONS, "unreadable");
        return whisper.to(message.from(), dialogue.unreadable());
    }

    private Uni<Void> told(AppMessage message, Answer answer) {
        Uni<Void> said = whisper.to(message.from(), answer.words());
        return answer.mark()
                .map(mark -> Uni.combine()
                        .all()
                        .unis(said, marks.show(message.from(), mark).onFailure().recoverWithItem(false))
                        .discardItems())
                .orElse(said);
    }
}
