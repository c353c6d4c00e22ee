package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.Tally;
import lianhu.bot.talk.Aside;
import lianhu.bot.talk.Card;
import lianhu.bot.talk.Dialogue;
import lianhu.bot.talk.Memo;
import lianhu.bot.talk.MemoryMemo;
import lianhu.bot.wecom.Opening.Opened;
import lianhu.bot.wecom.RobotMessage.Content;
import org.jspecify.annotations.Nullable;

/** The door of the smart robots in the heads' groups; the answer goes back in the same breath, sealed. */
@Path("/wecom/aibot/{bot}")
public final class AibotCallback {
    /** WeCom asks for the rest of a stream for six minutes. Ours are whole at once; should it ask, it hears the same. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(6);

    private static final int STREAMS = 1_000;

    private final Seals seals;
    private final Doorway doorway;
    private final Dialogue dialogue;
    private final Whisper whisper;
    private final Tally tally;
    private final InstantSource clock;
    private final Memo streams;

    AibotCallback(Seals seals, Dialogue dialogue, Aside aside, Tally tally, InstantSource clock) {
        this.seals = seals;
        this.doorway = new Doorway(Seals.ROBOTS, seals);
        this.dialogue = dialogue;
        this.whisper = new Whisper(Seals.ROBOTS, aside, tally);
        this.tally = tally;
        this.clock = clock;
        this.streams = new MemoryMemo(clock, STREAMS);
    }

    @GET
    public Uni<Response> verify(
            @PathParam("bot") String bot,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @QueryParam("echostr") @Nullable String echo) {
        return doorway.verify(seals.robot(bot), new Stamp(signature, timestamp, nonce), echo);
    }

    @POST
    public Uni<Response> hear(
            @PathParam("bot") String bot,
            @QueryParam("msg_signature") @Nullable String signature,
            @QueryParam("timestamp") @Nullable String timestamp,
            @QueryParam("nonce") @Nullable String nonce,
            @Context HttpServerRequest request) {
        return Body.of(request).chain(body -> hear(bot, new Stamp(signature, timestamp, nonce), body));
    }

    Uni<Response> hear(String bot, Stamp stamp, byte[] body) {
        return doorway.enter(
                seals.robot(bot),
                stamp,
                Envelope.ofRobot(body),
                (seal, opened) -> RobotMessage.read(opened.plain())
                        .filter(message -> message.robot().equals(bot))
                        .map(message -> hear(seal, opened, message))
                        .orElseGet(() -> Uni.createFrom().item(doorway.unread(seal))));
    }

    private Uni<Response> hear(Seal seal, Opened opened, RobotMessage message) {
        return switch (message.content()) {
            case Content.Text text -> said(seal, opened, message);
            case Content.Mixed mixed -> said(seal, opened, message);
            case Content.Voice voice -> said(seal, opened, message);
            case Content.Image image -> said(seal, opened, message);
            case Content.StreamAsked asked ->
                streams.find(asked.stream())
                        .map(words -> words.map(found -> reply(seal, opened, RobotReply.stream(asked.stream(), found)))
                                .orElseGet(Doorway::heard));
            case Content.EnteredChat entered -> {
                tally.heard(Seals.ROBOTS, "entered");
                String greeting = dialogue.greeting(message.from(), clock.instant());
                yield Uni.createFrom().item(reply(seal, opened, RobotReply.text(greeting)));
            }
            case Content.CardPressed pressed -> pressed(message, pressed);
            case Content.File file -> unreadable(seal, opened, message);
            case Content.Video video -> unreadable(seal, opened, message);
            case Content.Other other ->
                other.type().endsWith("event")
                        ? Uni.createFrom().item(Doorway.heard())
                        : unreadable(seal, opened, message);
        };
    }

    private Uni<Response> said(Seal seal, Opened opened, RobotMessage message) {
        return dialogue.answer(RobotUtterance.of(message, clock.instant()))
                .call(answer -> whisper.to(message.from(), answer.aside()))
                .chain(answer -> answer.text().isEmpty()
                        ? Uni.createFrom().item(Doorway.heard())
                        : streamed(seal, opened, message, answer.text()));
    }

    private Uni<Response> streamed(Seal seal, Opened opened, RobotMessage message, String words) {
        return streams.keep(message.id(), words, ASKED_FOR)
                .map(kept -> reply(seal, opened, RobotReply.stream(message.id(), words)));
    }

    private Uni<Response> unreadable(Seal seal, Opened opened, RobotMessage message) {
        tally.heard(Seals.ROBOTS, "unreadable");
        return streamed(seal, opened, message, dialogue.unreadable());
    }

    private Uni<Response> pressed(RobotMessage message, Content.CardPressed pressed) {
        String task = pressed.taskId();
        Optional<Card> card = task == null ? Optional.empty() : Card.of(task, pressed.key(), "");
        return card.map(one -> dialogue.pressed(RobotUtterance.of(message, clock.instant()), one)
                        .call(answer -> whisper.to(message.from(), answer.words()))
                        .map(answer -> Doorway.heard()))
                .orElseGet(() -> Uni.createFrom().item(Doorway.heard()));
    }

    private static Response reply(Seal seal, Opened opened, String plain) {
        return Response.ok(seal.reply(opened, plain).json(), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
