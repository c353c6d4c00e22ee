package lianhu.bot.wecom;

import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.bot.Tally;
import lianhu.bot.talk.Aside;
import lianhu.bot.talk.Dialogue;
import lianhu.bot.talk.Memo;
import lianhu.bot.talk.Photographs;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Roster;
import lianhu.bot.talk.Talk;
import lianhu.bot.talk.Voice;
import lianhu.core.Casework;
import lianhu.core.Reports;
import lianhu.core.Worklist;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Wording;
import lianhu.core.people.Posts;
import lianhu.core.reading.Reading;
import lianhu.core.routing.Departments;
import lianhu.templates.CountyVoice;
import lianhu.templates.SpokenDay;
import lianhu.templates.Texts;

/** Puts the incoming half together. */
@Dependent
class DoorBeans {
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

    /** Whom the application does not reach hears nothing and asks again. */
    @Produces
    @Singleton
    Aside aside(Messenger messenger) {
        return (user, words) -> messenger.say("", user, words).replaceWithVoid();
    }

    @Produces
    @Singleton
    Photographs photographs(Media media) {
        return picture -> (switch (picture) {
                    case Picture.Linked linked ->
                        media.ofRobot(
                                linked.robot(),
                                new RobotMessage.Attachment(
                                        linked.url(), linked.aesKey().orElse(null)));
                    case Picture.Stored stored -> media.ofAgent(stored.agentId(), stored.mediaId());
                })
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(Optional::empty);
    }

    @Produces
    @Singleton
    Voice voice(Wording wording, Texts texts, SpokenDay days, CountyVoice county) {
        return new Voice(wording, texts, days, county);
    }

    /** A robot's name is not told by its callback; without one a mention ends at the first space. */
    @Produces
    @Singleton
    Dialogue dialogue(
            Reading reading,
            Areas areas,
            Posts posts,
            Departments departments,
            Bindings bindings,
            Catalogue catalogue,
            Voice voice,
            Reports reports,
            Casework casework,
            Worklist worklist,
            Photographs photographs,
            Memo memo,
            Tally tally) {
        return new Dialogue(
                new Talk(reading, account -> List.of()),
                reading,
                new Roster(areas, posts, departments, bindings, catalogue),
                voice,
                reports,
                casework,
                worklist,
                photographs,
                memo,
                tally);
    }
}
