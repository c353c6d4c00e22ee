package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lianhu.bot.wecom.customergroup.MassMessageClient.Status;
import lianhu.bot.wecom.send.CustomerGroupSender;
import lianhu.core.customergroup.OwnerTaskRepository;
import org.jboss.logging.Logger;

/** Asks WeCom whether owners tapped; reminds them by day, and after some days no longer counts on them. */
@Singleton
public final class MassMessagePoller {
    private static final Logger LOG = Logger.getLogger(MassMessagePoller.class);
    private static final String SENT_NOTE = "群主点了发送，群里看得到";
    private static final String TOMORROW = "这个群今天已经收过一条群发，企业微信没让发出去，明天再请群主点";
    private static final String TOO_MANY = "这个群今天已经收过一条群发，企业微信没让发出去，请打电话告诉他们";
    private static final String NO_FRIEND = "企业微信没发出去（群里收不到群主的群发），请打电话告诉他们";
    private static final String IN_VAIN = "群主一直没有点发送，请打电话告诉他们";

    private final OwnerTaskRepository ownerTaskRepository;
    private final MassMessageClient massMessageClient;
    private final MassMessagePolicy policy;
    private final InstantSource clock;
    private volatile Instant next = Instant.EPOCH;

    public MassMessagePoller(
            OwnerTaskRepository ownerTaskRepository,
            MassMessageClient massMessageClient,
            MassMessagePolicy policy,
            InstantSource clock) {
        this.ownerTaskRepository = ownerTaskRepository;
        this.massMessageClient = massMessageClient;
        this.policy = policy;
        this.clock = clock;
    }

    /** To be called every few seconds; polls at the configured interval. */
    public Uni<Void> poll() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return Uni.createFrom().voidItem();
        }
        next = now.plus(policy.pollInterval());
        return ownerTaskRepository
                .openTasks()
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(ownerTask -> recovered(pollTask(ownerTask)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> pollTask(OwnerTaskRepository.OwnerTask ownerTask) {
        return recordResults(ownerTask).chain(untouched -> {
            if (untouched.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            if (ownerTask.isStale()) {
                return cancelAndRelease(ownerTask, CustomerGroupSender.COLLECTING);
            }
            Duration waited = Duration.between(ownerTask.since(), clock.instant());
            if (waited.compareTo(policy.confirmationTimeout()) >= 0) {
                return massMessageClient
                        .cancel(ownerTask.msgid())
                        .chain(() -> recordResults(ownerTask))
                        .chain(left -> left.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : ownerTaskRepository.markUndeliverable(ownerTask.id(), left, IN_VAIN));
            }
            return remind(ownerTask);
        });
    }

    /** Writes down what was decided; the groups of which nothing is decided yet. */
    private Uni<List<String>> recordResults(OwnerTaskRepository.OwnerTask ownerTask) {
        return massMessageClient
                .results(ownerTask.msgid(), ownerTask.owner())
                .chain(results ->
                        recordStatuses(ownerTask, results).replaceWith(chats(ownerTask, results, Status.UNSENT)));
    }

    private Uni<Void> recordStatuses(OwnerTaskRepository.OwnerTask ownerTask, Map<String, Status> results) {
        List<String> sent = chats(ownerTask, results, Status.SENT);
        List<String> tooMany = chats(ownerTask, results, Status.LIMIT_REACHED);
        List<String> noFriend = chats(ownerTask, results, Status.NO_FRIEND);
        return (sent.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownerTaskRepository.markSent(ownerTask.id(), sent, SENT_NOTE))
                .chain(() -> tooMany.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownerTaskRepository.postpone(
                                ownerTask.id(), tooMany, TOMORROW, policy.confirmationTimeout(), TOO_MANY))
                .chain(() -> noFriend.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownerTaskRepository.markUndeliverable(ownerTask.id(), noFriend, NO_FRIEND));
    }

    private static List<String> chats(
            OwnerTaskRepository.OwnerTask ownerTask, Map<String, Status> results, Status wanted) {
        return ownerTask.parts().stream()
                .map(OwnerTaskRepository.TaskPart::chat)
                .distinct()
                .filter(chat -> results.getOrDefault(chat, Status.UNSENT) == wanted)
                .toList();
    }

    private Uni<Void> remind(OwnerTaskRepository.OwnerTask ownerTask) {
        Instant last = ownerTask.remindedAt().orElse(ownerTask.since());
        boolean isTime = ownerTask.reminded() < MassMessagePolicy.MAX_REMINDERS
                && !last.plus(policy.remindInterval()).isAfter(clock.instant())
                && !policy.isQuietTime(clock.instant());
        return isTime
                ? ownerTaskRepository
                        .claimReminder(ownerTask.id(), ownerTask.reminded() + 1)
                        .chain(isOurs -> isOurs
                                ? massMessageClient.remind(ownerTask.msgid())
                                : Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    /** Cancels the unsent part of a task, so that it is requested again together with later notices. */
    Uni<Void> cancelAndRelease(OwnerTaskRepository.OwnerTask ownerTask, String why) {
        return massMessageClient
                .cancel(ownerTask.msgid())
                .chain(() -> recordResults(ownerTask))
                .chain(left -> left.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownerTaskRepository.release(ownerTask.id(), why));
    }

    private static Uni<Void> recovered(Uni<Void> work) {
        return work.onFailure()
                .invoke(e -> LOG.warnf("the confirmation of an owner could not be polled: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
