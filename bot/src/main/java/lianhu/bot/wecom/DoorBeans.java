package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.bot.Tally;
import lianhu.bot.talk.Aside;
import lianhu.bot.talk.Dialogue;
import lianhu.bot.talk.FetchLate;
import lianhu.bot.talk.Memo;
import lianhu.bot.talk.Photographs;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Roster;
import lianhu.bot.talk.Talk;
import lianhu.bot.talk.Voice;
import lianhu.core.Casework;
import lianhu.core.LateMedia;
import lianhu.core.Reports;
import lianhu.core.Worklist;
import lianhu.core.area.Areas;
import lianhu.core.care.Visitor;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Calls;
import lianhu.core.notice.Wording;
import lianhu.core.people.Posts;
import lianhu.core.reading.Reading;
import lianhu.core.report.PhotoId;
import lianhu.core.routing.Departments;
import lianhu.templates.CountyVoice;
import lianhu.templates.SpokenDay;
import lianhu.templates.Texts;

/** Puts the doors and what is said at them together. */
@Dependent
class DoorBeans {
    private static final Duration CARD = Duration.ofSeconds(2);

    @Produces
    @Singleton
    Once once(Redis redis, InstantSource clock) {
        return new RedisOnce(redis, clock);
    }

    @Produces
    @Singleton
    Memo memo(Redis redis, InstantSource clock) {
        return new RedisMemo(redis, clock);
    }

    @Produces
    @Singleton
    Seals seals(WecomAccounts accounts, Once once, InstantSource clock, Tally tally) {
        return new Seals(accounts, once, clock, new SecureRandom(), tally);
    }

    @Produces
    @Singleton
    Photographs photographs(Media media) {
        return (picture, patience) -> fetched(media, picture, patience).map(Optional::of);
    }

    private static Uni<PhotoId> fetched(Media media, Picture picture, Duration patience) {
        return switch (picture) {
            case Picture.Linked linked ->
                media.ofRobot(
                        linked.robot(),
                        new RobotMessage.Attachment(
                                linked.url(), linked.aesKey().orElse(null)),
                        patience);
            case Picture.Stored stored -> media.ofAgent(stored.application(), stored.mediaId(), patience);
            case Picture.Spoken spoken -> media.voiceOfAgent(spoken.application(), spoken.mediaId(), patience);
        };
    }

    /** The application that speaks to people: it reaches all of them, whichever they spoke to. */
    @Produces
    @Singleton
    Aside aside(Messenger messenger, WecomAccounts accounts) {
        String speaker = accounts.speaker().name();
        return (user, words) -> messenger.insist(speaker, user, words).replaceWithVoid();
    }

    /** Cards are sent by the application that speaks to people. */
    @Produces
    @Singleton
    Marks marks(PressedCards cards, WecomAccounts accounts) {
        String speaker = accounts.speaker().name();
        return (user, mark) -> cards.show(speaker, user, mark.responseCode(), mark.label())
                .ifNoItem()
                .after(CARD)
                .recoverWithItem(false);
    }

    @Produces
    @Singleton
    Talk talk(Reading reading, WecomSettings settings) {
        return new Talk(
                reading,
                account -> Optional.ofNullable(settings.aibots().get(account))
                        .flatMap(WecomSettings.Aibot::names)
                        .orElse(List.of()));
    }

    @Produces
    @Singleton
    Roster roster(Areas areas, Posts posts, Departments departments, Bindings bindings, Catalogue catalogue) {
        return new Roster(areas, posts, departments, bindings, catalogue);
    }

    @Produces
    @Singleton
    Voice voice(Wording wording, Texts texts, SpokenDay days, CountyVoice county) {
        return new Voice(wording, texts, days, county);
    }

    @Produces
    @Singleton
    FetchLate fetchLate(
            LateMedia late,
            Photographs photographs,
            Casework casework,
            Aside aside,
            CareSpeaker care,
            Voice voice,
            InstantSource clock) {
        return new FetchLate(
                late,
                photographs,
                casework,
                (message, sender, words) -> message.door().equals(CareUtterance.DOOR)
                        ? care.say(new Visitor(message.account(), sender), CareVoice.msgid("l", message.id()), words)
                                .replaceWithVoid()
                        : aside.tell(sender, words),
                voice,
                clock);
    }

    @Produces
    @Singleton
    Dialogue dialogue(
            Talk talk,
            Reading reading,
            Roster roster,
            Voice voice,
            Reports reports,
            Casework casework,
            Worklist worklist,
            Photographs photographs,
            LateMedia late,
            Memo memo,
            Tally tally,
            Calls calls) {
        return new Dialogue(
                talk,
                reading,
                roster,
                voice,
                reports,
                casework,
                worklist,
                photographs,
                late,
                memo,
                tally,
                Optional.of(calls));
    }
}
