package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Notice;
import lianhu.templates.reply.BindAgain;
import lianhu.templates.reply.BindInGroup;
import lianhu.templates.reply.BindingFailed;
import lianhu.templates.reply.Bound;

/**
 * 绑定 K7Q-3PD: the group belongs to a place from now on, and hears what the robot does and does not do. Who holds no
 * post has to say it twice.
 */
final class BindGroup {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Roster roster;
    private final Staff staff;
    private final Memo memo;
    private final Voice voice;

    BindGroup(Roster roster, Staff staff, Memo memo, Voice voice) {
        this.roster = roster;
        this.staff = staff;
        this.memo = memo;
        this.voice = voice;
    }

    Uni<Answer> bind(Utterance utterance, String code) {
        return switch (utterance.place()) {
            case Place.Alone alone -> said(voice.say(new BindInGroup()));
            case Place.Group group ->
                memo.find(done(utterance))
                        .chain(area -> area.isPresent()
                                ? said(bound(new AreaCode(area.get())))
                                : confirmed(utterance, group, code)
                                        .chain(confirmed -> confirmed
                                                ? redeem(utterance, group, code)
                                                : said(voice.say(new BindAgain(code)))));
        };
    }

    /** The first message is remembered by its source: the same one again is no second word. */
    private Uni<Boolean> confirmed(Utterance utterance, Place.Group group, String code) {
        if (staff.isOne(utterance.speaker(), utterance.receivedAt())) {
            return Uni.createFrom().item(true);
        }
        String key = "bind:" + group.chat() + ":" + utterance.speaker() + ":" + code;
        String source = utterance.source().toString();
        return memo.find(key)
                .chain(first -> first.isPresent()
                        ? Uni.createFrom().item(!first.get().equals(source))
                        : memo.keep(key, source, REMEMBERED).replaceWith(false));
    }

    /** A code is good once: the message that used it is remembered, so that it hears the same when it comes again. */
    private Uni<Answer> redeem(Utterance utterance, Place.Group group, String code) {
        return roster.bindings()
                .redeem(code, group.chat(), "")
                .chain((Optional<Binding> bound) -> bound.isEmpty()
                        ? said(voice.say(new BindingFailed()))
                        : memo.keep(done(utterance), bound.get().area().value(), REMEMBERED)
                                .chain(() -> said(bound(bound.get().area()))));
    }

    private String bound(AreaCode area) {
        String link = voice.county().publicUrl() + "/report/" + area;
        return voice.say(new Bound(roster.areas().spoken(area), voice.say(new Notice.Welcome("", link))));
    }

    private static String done(Utterance utterance) {
        return "bound:" + utterance.source();
    }

    private static Uni<Answer> said(String text) {
        return Uni.createFrom().item(Answer.said(text));
    }
}
