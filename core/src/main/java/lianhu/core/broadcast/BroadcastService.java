package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.AccountOrigins;
import lianhu.core.roster.SecondPersonRule;

/**
 * Creates broadcasts and applies actions to them: fixes the targets, asks for a second person, keeps the quiet hours.
 */
@ApplicationScoped
public final class BroadcastService {
    /** Limit of the group robot and of an application's message, in UTF-8 bytes; WeCom cuts longer texts. */
    public static final int MAX_BYTES = 2_000;

    private static final int MAX_AREAS = 200;

    private final BroadcastRepository broadcastRepository;
    private final BroadcastTargets broadcastTargets;
    private final Areas areas;
    private final QuietHours quiet;
    private final SecondPersonRule secondPersonRule;
    private final InstantSource clock;

    public BroadcastService(
            BroadcastRepository broadcastRepository,
            BroadcastTargets broadcastTargets,
            Areas areas,
            QuietHours quiet,
            AccountOrigins accountOrigins,
            InstantSource clock) {
        this.broadcastRepository = broadcastRepository;
        this.broadcastTargets = broadcastTargets;
        this.areas = areas;
        this.quiet = quiet;
        this.secondPersonRule = new SecondPersonRule(accountOrigins);
        this.clock = clock;
    }

    /** The result of creating a broadcast or acting on it. */
    public sealed interface Outcome {
        record Done(Broadcast broadcast) implements Outcome {}

        /** @param why a sentence that says what to do */
        record Rejected(String why) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    /** The targets if it were sent now. */
    public List<BroadcastTarget> preview(BroadcastAudience audience) {
        return broadcastTargets.below(audience, DeadlinePolicy.localDate(clock.instant()));
    }

    /** The earliest send time by the quiet hours. */
    public Instant earliestSendTime(Broadcast.Kind kind) {
        return quiet.nextAllowed(kind, clock.instant());
    }

    public Uni<Outcome> create(
            BroadcastAudience audience, Broadcast.Kind kind, String words, Broadcast.Person by, String source) {
        String text = words.strip();
        if (audience.areas().size() > MAX_AREAS) {
            return rejected("一条最多选 " + MAX_AREAS + " 个地方，请选上一级。");
        }
        for (AreaCode area : audience.areas()) {
            if (areas.find(area).isEmpty()) {
                return rejected("没有 " + area + " 这个地方，请对一对编码。");
            }
        }
        if (text.isEmpty()) {
            return rejected("还没写要说什么。");
        }
        List<String> blanks = NoticeBlanks.unfilled(text);
        if (!blanks.isEmpty()) {
            return rejected("还有没填的空：" + String.join("、", blanks) + "。填好了才能发。");
        }
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_BYTES) {
            return rejected("太长了：企业微信一条最多约 660 个汉字，请写短一些，或分两条。");
        }
        Instant now = clock.instant();
        List<BroadcastTarget> snapshot = broadcastTargets.below(audience, DeadlinePolicy.localDate(now));
        if (snapshot.isEmpty()) {
            return rejected("这个范围里没有群，也没有联户单元，发不出去。");
        }
        Broadcast draft = new Broadcast(
                0,
                source,
                audience,
                kind,
                text,
                Broadcast.initialState(snapshot.size()),
                snapshot.size(),
                by,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<AreaCode> called = kind == Broadcast.Kind.EMERGENCY ? broadcastTargets.placesToCall(audience) : List.of();
        return broadcastRepository
                .create(draft, snapshot, called, quiet.nextAllowed(kind, now))
                .map(Outcome.Done::new);
    }

    public Uni<Outcome> act(long id, BroadcastAction action, Broadcast.Person by) {
        return broadcastRepository
                .find(id)
                .chain(found -> found.map(broadcast -> act(broadcast, action, by))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.NotFound())));
    }

    private Uni<Outcome> act(Broadcast broadcast, BroadcastAction action, Broadcast.Person by) {
        if (!action.isAllowed(broadcast, by)) {
            return rejected(rejectionReason(broadcast, action, by));
        }
        return action == BroadcastAction.APPROVE
                ? secondPersonRule
                        .areTwoPersons(broadcast.author().id(), by.id())
                        .chain(isOther -> isOther ? apply(broadcast, action, by) : rejected(SecondPersonRule.REJECTION))
                : apply(broadcast, action, by);
    }

    private Uni<Outcome> apply(Broadcast broadcast, BroadcastAction action, Broadcast.Person by) {
        Instant now = clock.instant();
        return broadcastRepository
                .apply(broadcast.id(), action, by, now, quiet.nextAllowed(broadcast.kind(), now))
                .map(done -> done.<Outcome>map(Outcome.Done::new)
                        .orElseGet(() -> new Outcome.Rejected("刚刚有人先做了别的，请看看现在的样子。")));
    }

    private static String rejectionReason(Broadcast broadcast, BroadcastAction action, Broadcast.Person by) {
        boolean isOwn =
                action == BroadcastAction.APPROVE && broadcast.author().id().equals(by.id());
        return isOwn && broadcast.state() == Broadcast.State.WAITS_FOR_SECOND_PERSON
                ? "自己写的不能自己同意，请另一个人登录来看。"
                : "现在不能" + action.label() + "："
                        + switch (broadcast.state()) {
                            case WAITS_FOR_SECOND_PERSON -> "还在等第二个人同意。";
                            case SENDING -> "已经在发了。";
                            case PAUSED -> "已经暂停，请先接着发或撤下。";
                            case CANCELLED -> "已经撤下了。";
                        };
    }

    private static Uni<Outcome> rejected(String why) {
        return Uni.createFrom().item(new Outcome.Rejected(why));
    }
}
