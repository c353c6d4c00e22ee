package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Calls;
import lianhu.core.people.Post;
import lianhu.templates.reply.CalledAnswered;

/** 到了回1: a head or keeper answers an emergency, and hears who around him has not. */
final class AnswerTheCall {
    private static final int NAMED = 20;

    private final Calls calls;
    private final Roster roster;
    private final Voice voice;

    AnswerTheCall(Calls calls, Roster roster, Voice voice) {
        this.calls = calls;
        this.roster = roster;
        this.voice = voice;
    }

    /** Empty when the speaker is called to none. */
    Uni<Optional<Answer>> answer(Utterance utterance) {
        List<Post> posts = roster.posts().heldBy(utterance.speaker(), Deadlines.day(utterance.receivedAt()));
        return calls.answer(posts, utterance.receivedAt())
                .chain(answered -> answered.map(one -> calls.silent(one.broadcast(), around(posts))
                                .map(silent -> Optional.of(said(one, silent))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Answer said(Calls.Answered answered, List<AreaCode> silent) {
        return Answer.said(voice.say(new CalledAnswered(names(answered.places()), names(silent))));
    }

    /** A head hears of his village, a keeper of his grid, who stands higher of all below him. */
    private static AreaCode around(List<Post> posts) {
        AreaCode own = posts.getFirst().area();
        return own.reaches(Level.UNIT) ? own.at(Level.VILLAGE) : own;
    }

    private String names(List<AreaCode> places) {
        String named = places.stream().limit(NAMED).map(roster.areas()::spoken).collect(Collectors.joining("、"));
        return places.size() > NAMED ? named + "等 " + places.size() + " 处" : named;
    }
}
