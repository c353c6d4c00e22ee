package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.BroadcastDeed;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.QuietHours;
import lianhu.core.notice.Target;
import lianhu.core.notice.Targets;

/** Tells many places something: fixes to whom, asks for a second person, keeps the quiet hours. */
public final class Announcing {
    /** Of the group robot and of an application's message, in bytes; what is longer would be cut in the middle. */
    public static final int MOST_BYTES = 2_000;

    private final Broadcasts broadcasts;
    private final Targets targets;
    private final Areas areas;
    private final QuietHours quiet;
    private final InstantSource clock;

    public Announcing(Broadcasts broadcasts, Targets targets, Areas areas, QuietHours quiet, InstantSource clock) {
        this.broadcasts = broadcasts;
        this.targets = targets;
        this.areas = areas;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** How writing or doing something ended. */
    public sealed interface Outcome {
        record Done(Broadcast broadcast) implements Outcome {}

        /** @param why a sentence that says what to do */
        record Refused(String why) implements Outcome {}

        record Absent() implements Outcome {}
    }

    /** To whom it would go now. */
    public List<Target> preview(AreaCode area) {
        return targets.below(area, Deadlines.day(clock.instant()));
    }

    /** When it would begin if nothing else held it. */
    public Instant goes(Broadcast.Kind kind) {
        return quiet.next(kind, clock.instant());
    }

    public Uni<Outcome> write(AreaCode area, Broadcast.Kind kind, String words, Broadcast.Person by, String source) {
        String said = words.strip();
        if (areas.find(area).isEmpty()) {
            return refused("没有 " + area + " 这个地方，请对一对编码。");
        }
        if (said.isEmpty()) {
            return refused("还没写要说什么。");
        }
        if (said.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MOST_BYTES) {
            return refused("太长了：企业微信一条最多约 660 个汉字，请写短一些，或分两条。");
        }
        Instant now = clock.instant();
        List<Target> snapshot = targets.below(area, Deadlines.day(now));
        if (snapshot.isEmpty()) {
            return refused("这个范围里没有群，也没有联户单元，发不出去。");
        }
        Broadcast draft = new Broadcast(
                0,
                source,
                area,
                kind,
                said,
                Broadcast.firstState(snapshot.size()),
                snapshot.size(),
                by,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<AreaCode> called = kind == Broadcast.Kind.EMERGENCY ? targets.called(area) : List.of();
        return broadcasts.make(draft, snapshot, called, quiet.next(kind, now)).map(Outcome.Done::new);
    }

    public Uni<Outcome> act(long id, BroadcastDeed deed, Broadcast.Person by) {
        return broadcasts
                .find(id)
                .chain(found -> found.map(broadcast -> act(broadcast, deed, by))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.Absent())));
    }

    private Uni<Outcome> act(Broadcast broadcast, BroadcastDeed deed, Broadcast.Person by) {
        if (!deed.isLegal(broadcast, by)) {
            return refused(no(broadcast, deed, by));
        }
        Instant now = clock.instant();
        return broadcasts
                .act(broadcast.id(), deed, by, now, quiet.next(broadcast.kind(), now))
                .map(done -> done.<Outcome>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Refused("刚刚有人先做了别的，请看看现在的样子。")));
    }

    private static String no(Broadcast broadcast, BroadcastDeed deed, Broadcast.Person by) {
        boolean isOwn = deed == BroadcastDeed.APPROVE && broadcast.by().id().equals(by.id());
        return isOwn && broadcast.state() == Broadcast.State.WAITS_FOR_SECOND_PERSON
                ? "自己写的不能自己同意，请另一个人登录来看。"
                : "现在不能" + deed.word() + "："
                        + switch (broadcast.state()) {
                            case WAITS_FOR_SECOND_PERSON -> "还在等第二个人同意。";
                            case SENDING -> "已经在发了。";
                            case PAUSED -> "已经暂停，请先接着发或撤下。";
                            case CANCELLED -> "已经撤下了。";
                        };
    }

    private static Uni<Outcome> refused(String why) {
        return Uni.createFrom().item(new Outcome.Refused(why));
    }
}
