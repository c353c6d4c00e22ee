package lianhu.bot.wecom;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lianhu.bot.wecom.MassMessages.Status;
import lianhu.core.group.Tasks;
import org.jboss.logging.Logger;

/** Asks WeCom whether owners tapped; reminds them by day, and after some days no longer counts on them. */
public final class TapPoll {
    private static final Logger LOG = Logger.getLogger(TapPoll.class);
    private static final String TOLD = "群主点了发送，群里看得到";
    private static final String TOMORROW = "这个群今天已经收过一条群发，企业微信没让发出去，明天再请群主点";
    private static final String TOO_MANY = "这个群今天已经收过一条群发，企业微信没让发出去，请打电话告诉他们";
    private static final String NO_FRIEND = "企业微信没发出去（群里收不到群主的群发），请打电话告诉他们";
    private static final String IN_VAIN = "群主一直没有点发送，请打电话告诉他们";

    private final Tasks tasks;
    private final MassMessages masses;
    private final CustomerPace pace;
    private final InstantSource clock;
    private volatile Instant next = Instant.EPOCH;

    TapPoll(Tasks tasks, MassMessages masses, CustomerPace pace, InstantSource clock) {
        this.tasks = tasks;
        this.masses = masses;
        this.pace = pace;
        this.clock = clock;
    }

    /** To be called every few seconds; asks as often as it is set. */
    public Uni<Void> poll() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return Uni.createFrom().voidItem();
        }
        next = now.plus(pace.poll());
        return tasks.open()
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(task -> tried(look(task)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> look(Tasks.Task task) {
        return marked(task).chain(untouched -> {
            if (untouched.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            if (task.isStale()) {
                return callBack(task, OwnerReach.GATHERING);
            }
            Duration waited = Duration.between(task.since(), clock.instant());
            if (waited.compareTo(pace.patience()) >= 0) {
                return masses.cancel(task.msgid())
                        .chain(() -> marked(task))
                        .chain(left ->
                                left.isEmpty() ? Uni.createFrom().voidItem() : tasks.cannot(task.id(), left, IN_VAIN));
            }
            return remind(task);
        });
    }

    /** Writes down what was decided; the groups of which nothing is decided yet. */
    private Uni<List<String>> marked(Tasks.Task task) {
        return masses.results(task.msgid(), task.owner())
                .chain(results -> told(task, results).replaceWith(chats(task, results, Status.UNSENT)));
    }

    private Uni<Void> told(Tasks.Task task, Map<String, Status> results) {
        List<String> sent = chats(task, results, Status.SENT);
        List<String> tooMany = chats(task, results, Status.TOO_MANY);
        List<String> noFriend = chats(task, results, Status.NO_FRIEND);
        return (sent.isEmpty() ? Uni.createFrom().voidItem() : tasks.told(task.id(), sent, TOLD))
                .chain(() -> tooMany.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tasks.tomorrow(task.id(), tooMany, TOMORROW, pace.patience(), TOO_MANY))
                .chain(() -> noFriend.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tasks.cannot(task.id(), noFriend, NO_FRIEND));
    }

    private static List<String> chats(Tasks.Task task, Map<String, Status> results, Status wanted) {
        return task.parts().stream()
                .map(Tasks.Part::chat)
                .distinct()
                .filter(chat -> results.getOrDefault(chat, Status.UNSENT) == wanted)
                .toList();
    }

    private Uni<Void> remind(Tasks.Task task) {
        Instant last = task.remindedAt().orElse(task.since());
        boolean isTime = task.reminded() < CustomerPace.MOST_REMINDERS
                && !last.plus(pace.remind()).isAfter(clock.instant())
                && !pace.isNight(clock.instant());
        return isTime
                ? tasks.reminds(task.id(), task.reminded() + 1)
                        .chain(isOurs -> isOurs
                                ? masses.remind(task.msgid())
                                : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    /** Takes back what she has not sent, to ask for it together with what came since. */
    Uni<Void> callBack(Tasks.Task task, String why) {
        return masses.cancel(task.msgid())
                .chain(() -> marked(task))
                .chain(left -> left.isEmpty() ? Uni.createFrom().voidItem() : tasks.released(task.id(), why));
    }

    private static Uni<Void> tried(Uni<Void> work) {
        return work.onFailure()
                .invoke(e -> LOG.warnf("whether an owner tapped is not known now: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
