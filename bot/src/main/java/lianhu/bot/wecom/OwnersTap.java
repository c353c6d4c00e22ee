package lianhu.bot.wecom;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.deadline.Deadlines;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.CustomerGroups;
import lianhu.core.group.Phrases;
import lianhu.core.group.Tasks;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.people.Post;
import lianhu.core.people.Posts;
import lianhu.templates.OwnerTap;
import lianhu.templates.Texts;
import org.jboss.logging.Logger;

/**
 * Puts before each owner what waits for her groups: gathered for a while, the newest of each matter, one task for what is
 * to be said. What comes while she has not tapped yet joins: the task is called back and asked anew.
 */
public final class OwnersTap {
    private static final Logger LOG = Logger.getLogger(OwnersTap.class);
    private static final int MOST = 5_000;
    private static final int MOST_NAMED = 5;
    /** Longer than any call may take. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String UNSEEN = "企业微信里看不到这个群，不知道群主是谁；请管理员看应用有没有客户联系的权限";
    private static final String TOMORROW = "今天这个群已经发过一次，企业微信一天只让发一次，明天再请群主发";

    private final Tasks tasks;
    private final CustomerGroups groups;
    private final GroupWatch watch;
    private final TapWords words;
    private final MassMessages masses;
    private final TapPoll results;
    private final Messenger messenger;
    private final Posts posts;
    private final Texts texts;
    private final CustomerPace pace;
    private final InstantSource clock;
    /** WeCom asked for a pause. */
    private volatile Instant paused = Instant.EPOCH;

    private volatile Instant nextLook = Instant.EPOCH;

    OwnersTap(
            Tasks tasks,
            CustomerGroups groups,
            GroupWatch watch,
            Phrases phrases,
            MassMessages masses,
            TapPoll results,
            Messenger messenger,
            Posts posts,
            Texts texts,
            CustomerPace pace,
            InstantSource clock) {
        this.tasks = tasks;
        this.groups = groups;
        this.watch = watch;
        this.words = new TapWords(tasks, phrases);
        this.masses = masses;
        this.results = results;
        this.messenger = messenger;
        this.posts = posts;
        this.texts = texts;
        this.pace = pace;
        this.clock = clock;
    }

    /** Of one owner. */
    private record Pile(String owner, List<Tasks.Waiting> waiting) {}

    /** To be called every few seconds, by every copy. */
    public Uni<Void> collect() {
        Instant now = clock.instant();
        return now.isBefore(paused) ? tasks.sweep(LEASE).replaceWithVoid() : gather(pace.isNight(now));
    }

    private Uni<Void> gather(boolean isNight) {
        return tasks.sweep(LEASE)
                .chain(() -> tasks.waiting(MOST))
                .map(waiting -> waiting.stream()
                        .filter(one -> !isNight || isUrgent(one.delivery()))
                        .toList())
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : groups.all().chain(known -> collect(waiting, known)));
    }

    private Uni<Void> collect(List<Tasks.Waiting> waiting, List<CustomerGroup> known) {
        Map<String, CustomerGroup> byChat =
                known.stream().collect(Collectors.toMap(CustomerGroup::chat, group -> group));
        Map<String, List<Tasks.Waiting>> byOwner = new LinkedHashMap<>();
        Set<String> strangers = new HashSet<>();
        List<Long> unseen = new ArrayList<>();
        List<Long> tomorrow = new ArrayList<>();
        for (Tasks.Waiting one : waiting) {
            String owner = Optional.ofNullable(byChat.get(one.chat()))
                    .map(CustomerGroup::owner)
                    .orElse("");
            if (owner.isEmpty()) {
                strangers.add(one.chat());
                unseen.add(one.delivery().id());
            } else if (one.isServedToday()) {
                tomorrow.add(one.delivery().id());
            } else {
                byOwner.computeIfAbsent(owner, key -> new ArrayList<>()).add(one);
            }
        }
        return saying(tomorrow, TOMORROW)
                .chain(() -> saying(unseen, UNSEEN))
                .chain(() -> look(strangers))
                .chain(() -> tasks.open())
                .chain(open -> each(
                        byOwner.entrySet().stream()
                                .map(pile -> new Pile(pile.getKey(), pile.getValue()))
                                .filter(this::isDue)
                                .toList(),
                        pile -> ask(pile, open, byChat)));
    }

    private Uni<Void> saying(List<Long> deliveries, String why) {
        return deliveries.isEmpty() ? Uni.createFrom().voidItem() : tasks.saying(deliveries, why);
    }

    /** Now and then: where the permission is missing, asking often does not help. */
    private Uni<Void> look(Set<String> strangers) {
        Instant now = clock.instant();
        if (strangers.isEmpty() || now.isBefore(nextLook)) {
            return Uni.createFrom().voidItem();
        }
        nextLook = now.plus(pace.poll());
        return each(strangers, watch::look);
    }

    private boolean isDue(Pile pile) {
        Instant gathered = clock.instant().minus(pace.gather());
        return pile.waiting().stream()
                .anyMatch(
                        one -> isUrgent(one.delivery()) || !one.delivery().at().isAfter(gathered));
    }

    /** An emergency waits neither for others nor for the morning. */
    private static boolean isUrgent(Delivery delivery) {
        return delivery.type() == NoticeType.BROADCAST_EMERGENCY;
    }

    /**
     * What was called back is asked for again the next time, with the rest. What found no room in a task does not call
     * it back: it waits for the next day.
     */
    private Uni<Void> ask(Pile pile, List<Tasks.Task> open, Map<String, CustomerGroup> byChat) {
        List<Tasks.Waiting> fresh = pile.waiting().stream()
                .filter(one -> open.stream()
                        .filter(task -> isIn(task, one.chat()))
                        .allMatch(task -> one.delivery().at().isAfter(task.since())))
                .toList();
        List<Tasks.Task> untouched = open.stream()
                .filter(task -> fresh.stream().anyMatch(one -> isIn(task, one.chat())))
                .toList();
        return untouched.isEmpty()
                ? words.of(fresh).chain(items -> each(Bundle.of(items), bundle -> ask(pile.owner(), bundle, byChat)))
                : each(untouched, task -> results.callBack(task, OwnerReach.GATHERING));
    }

    private static boolean isIn(Tasks.Task task, String chat) {
        return task.parts().stream().anyMatch(part -> part.chat().equals(chat));
    }

    private Uni<Void> ask(String owner, Bundle bundle, Map<String, CustomerGroup> byChat) {
        return tasks.intend(owner, bundle.parts())
                .chain(task -> task.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : masses.ask(owner, bundle).chain(answer -> switch (answer) {
                            case MassMessages.Answer.Taken taken -> taken(task.get(), owner, bundle, taken, byChat);
                            case MassMessages.Answer.No no -> refused(task.get(), bundle, no.outcome());
                        }));
    }

    private Uni<Void> taken(
            long task,
            String owner,
            Bundle bundle,
            MassMessages.Answer.Taken taken,
            Map<String, CustomerGroup> byChat) {
        return tasks.asked(task, taken.msgid(), "等群主" + name(owner) + "点发送")
                .chain(() -> taken.failed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tasks.cannot(task, taken.failed(), "企业微信不让发到这个群（群主或权限不对），请打电话告诉他们"))
                .chain(() -> messenger.insist(
                        "", owner, texts.say(new OwnerTap(bundle.parts().size(), names(bundle, byChat)))))
                .replaceWithVoid();
    }

    private static String names(Bundle bundle, Map<String, CustomerGroup> byChat) {
        return bundle.chats().size() > MOST_NAMED
                ? bundle.chats().size() + " 个群"
                : bundle.chats().stream()
                        .map(chat -> "“"
                                + Optional.ofNullable(byChat.get(chat))
                                        .map(CustomerGroup::name)
                                        .orElse(chat)
                                + "”")
                        .collect(Collectors.joining("、"));
    }

    private Uni<Void> refused(long task, Bundle bundle, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unknown unknown -> tasks.lost(task, unknown.why());
            case Outcome.Refused refused -> tasks.cannot(task, bundle.chats(), refused.why());
            case Outcome.Later later -> {
                LOG.infof("an owner is asked later: %s", later.why());
                paused = clock.instant().plus(later.pause());
                yield tasks.released(task, later.why());
            }
            case Outcome.Shown shown -> tasks.released(task, shown.note());
            case Outcome.Waits waits -> tasks.released(task, waits.why());
            case Outcome.AwaitsQuery awaits -> tasks.released(task, awaits.why());
            case Outcome.Held held -> tasks.released(task, held.why());
            case Outcome.Overtaken overtaken -> tasks.released(task, overtaken.why());
        };
    }

    private String name(String owner) {
        return posts.heldBy(owner, Deadlines.day(clock.instant())).stream()
                .map(Post::person)
                .findFirst()
                .orElse("");
    }

    private interface Step<T> {
        Uni<Void> of(T one);
    }

    private static <T> Uni<Void> each(Iterable<T> all, Step<T> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> step.of(one)
                        .onFailure()
                        .invoke(e -> LOG.warnf("an owner could not be asked: %s", e.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
