package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.CustomerGroupSender;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.customergroup.NoticeTextSource;
import lianhu.core.customergroup.OwnerTaskRepository;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.templates.Notices;
import lianhu.templates.TextRenderer;
import org.jboss.logging.Logger;

/**
 * Asks each group owner to confirm the notices that wait for the owner's groups. Notices are gathered for a while; of
 * each ticket only the newest is kept; one mass-message task carries them. When a notice arrives before the owner
 * confirms, the service withdraws the task and creates a new one that includes the notice.
 */
@Singleton
public final class OwnerConfirmationService {
    private static final Logger LOG = Logger.getLogger(OwnerConfirmationService.class);
    private static final int MAX_WAITING = 5_000;
    private static final int MAX_NAMED = 5;
    /** The lease is longer than any call may take. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String UNSEEN = "企业微信里看不到这个群，不知道群主是谁；请管理员看应用有没有客户联系的权限";
    private static final String TOMORROW = "今天这个群已经发过一次，企业微信一天只让发一次，明天再请群主发";

    private final OwnerTaskRepository ownerTaskRepository;
    private final CustomerGroupRepository groups;
    private final CustomerGroupSync customerGroupSync;
    private final MassMessageComposer words;
    private final MassMessageClient massMessageClient;
    private final MassMessagePoller results;
    private final AppReplySender appReplySender;
    private final PostDirectory postDirectory;
    private final TextRenderer textRenderer;
    private final MassMessagePolicy policy;
    private final InstantSource clock;
    /** The end of the pause that WeCom asked for. */
    private volatile Instant paused = Instant.EPOCH;

    private volatile Instant nextSync = Instant.EPOCH;

    public OwnerConfirmationService(
            OwnerTaskRepository ownerTaskRepository,
            CustomerGroupRepository groups,
            CustomerGroupSync customerGroupSync,
            NoticeTextSource noticeTextSource,
            MassMessageClient massMessageClient,
            MassMessagePoller results,
            AppReplySender appReplySender,
            PostDirectory postDirectory,
            TextRenderer textRenderer,
            MassMessagePolicy policy,
            InstantSource clock) {
        this.ownerTaskRepository = ownerTaskRepository;
        this.groups = groups;
        this.customerGroupSync = customerGroupSync;
        this.words = new MassMessageComposer(ownerTaskRepository, noticeTextSource);
        this.massMessageClient = massMessageClient;
        this.results = results;
        this.appReplySender = appReplySender;
        this.postDirectory = postDirectory;
        this.textRenderer = textRenderer;
        this.policy = policy;
        this.clock = clock;
    }

    /** Of one owner. */
    private record OwnerBatch(String owner, List<OwnerTaskRepository.PendingText> waiting) {}

    /** To be called every few seconds by every copy. */
    public Uni<Void> requestConfirmations() {
        Instant now = clock.instant();
        return now.isBefore(paused)
                ? ownerTaskRepository.expireSubmitting(LEASE).replaceWithVoid()
                : collectWaiting(policy.isQuietTime(now));
    }

    private Uni<Void> collectWaiting(boolean isNight) {
        return ownerTaskRepository
                .expireSubmitting(LEASE)
                .chain(() -> ownerTaskRepository.pendingTexts(MAX_WAITING))
                .map(pendingText -> pendingText.stream()
                        .filter(one -> !isNight || isUrgent(one.delivery()))
                        .toList())
                .chain(pendingText -> pendingText.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : groups.all().chain(known -> requestConfirmations(pendingText, known)));
    }

    private Uni<Void> requestConfirmations(
            List<OwnerTaskRepository.PendingText> pendingText, List<CustomerGroup> known) {
        Map<String, CustomerGroup> byChat =
                known.stream().collect(Collectors.toMap(CustomerGroup::chat, group -> group));
        Map<String, List<OwnerTaskRepository.PendingText>> byOwner = new LinkedHashMap<>();
        Set<String> strangers = new HashSet<>();
        List<Long> unseen = new ArrayList<>();
        List<Long> tomorrow = new ArrayList<>();
        for (OwnerTaskRepository.PendingText one : pendingText) {
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
        return setReason(tomorrow, TOMORROW)
                .chain(() -> setReason(unseen, UNSEEN))
                .chain(() -> syncUnknown(strangers))
                .chain(() -> ownerTaskRepository.openTasks())
                .chain(open -> forEach(
                        byOwner.entrySet().stream()
                                .map(pile -> new OwnerBatch(pile.getKey(), pile.getValue()))
                                .filter(this::isDue)
                                .toList(),
                        ownerBatch -> requestConfirmation(ownerBatch, open, byChat)));
    }

    private Uni<Void> setReason(List<Long> deliveries, String why) {
        return deliveries.isEmpty() ? Uni.createFrom().voidItem() : ownerTaskRepository.updateReason(deliveries, why);
    }

    /** At the poll interval only: while the permission is missing, frequent calls do not help. */
    private Uni<Void> syncUnknown(Set<String> strangers) {
        Instant now = clock.instant();
        if (strangers.isEmpty() || now.isBefore(nextSync)) {
            return Uni.createFrom().voidItem();
        }
        nextSync = now.plus(policy.pollInterval());
        return forEach(strangers, customerGroupSync::sync);
    }

    private boolean isDue(OwnerBatch ownerBatch) {
        Instant gathered = clock.instant().minus(policy.collectWindow());
        return ownerBatch.waiting().stream()
                .anyMatch(
                        one -> isUrgent(one.delivery()) || !one.delivery().at().isAfter(gathered));
    }

    /** An emergency waits neither for other notices nor for the end of the quiet hours. */
    private static boolean isUrgent(Delivery delivery) {
        return delivery.type() == NoticeType.BROADCAST_EMERGENCY;
    }

    /**
     * What was called back is asked for again the next time, with the rest. What found no room in a task does not call
     * it back: it waits for the next day.
     */
    private Uni<Void> requestConfirmation(
            OwnerBatch ownerBatch, List<OwnerTaskRepository.OwnerTask> open, Map<String, CustomerGroup> byChat) {
        List<OwnerTaskRepository.PendingText> fresh = ownerBatch.waiting().stream()
                .filter(one -> open.stream()
                        .filter(ownerTask -> isIn(ownerTask, one.chat()))
                        .allMatch(ownerTask -> one.delivery().at().isAfter(ownerTask.since())))
                .toList();
        List<OwnerTaskRepository.OwnerTask> untouched = open.stream()
                .filter(ownerTask -> fresh.stream().anyMatch(one -> isIn(ownerTask, one.chat())))
                .toList();
        return untouched.isEmpty()
                ? words.compose(fresh)
                        .chain(items -> forEach(
                                MassMessageBatch.split(items),
                                massMessageBatch -> requestConfirmation(ownerBatch.owner(), massMessageBatch, byChat)))
                : forEach(untouched, ownerTask -> results.cancelAndRelease(ownerTask, CustomerGroupSender.COLLECTING));
    }

    private static boolean isIn(OwnerTaskRepository.OwnerTask ownerTask, String chat) {
        return ownerTask.parts().stream().anyMatch(taskPart -> taskPart.chat().equals(chat));
    }

    private Uni<Void> requestConfirmation(
            String owner, MassMessageBatch massMessageBatch, Map<String, CustomerGroup> byChat) {
        return ownerTaskRepository
                .create(owner, massMessageBatch.parts())
                .chain(task -> task.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : massMessageClient.create(owner, massMessageBatch).chain(sendResult -> switch (sendResult) {
                            case MassMessageClient.SendResult.Accepted accepted ->
                                recordAccepted(task.get(), owner, massMessageBatch, accepted, byChat);
                            case MassMessageClient.SendResult.Rejected rejected ->
                                recordRejected(task.get(), massMessageBatch, rejected.outcome());
                        }));
    }

    private Uni<Void> recordAccepted(
            long task,
            String owner,
            MassMessageBatch massMessageBatch,
            MassMessageClient.SendResult.Accepted accepted,
            Map<String, CustomerGroup> byChat) {
        return ownerTaskRepository
                .markSubmitted(task, accepted.msgid(), "等群主" + name(owner) + "点发送")
                .chain(() -> accepted.failed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownerTaskRepository.markUndeliverable(
                                task, accepted.failed(), "企业微信不让发到这个群（群主或权限不对），请打电话告诉他们"))
                .chain(() -> appReplySender.sendWithRetry(
                        "",
                        owner,
                        textRenderer.render(new Notices.OwnerTap(
                                massMessageBatch.parts().size(), names(massMessageBatch, byChat)))))
                .replaceWithVoid();
    }

    private static String names(MassMessageBatch massMessageBatch, Map<String, CustomerGroup> byChat) {
        return massMessageBatch.chats().size() > MAX_NAMED
                ? massMessageBatch.chats().size() + " 个群"
                : massMessageBatch.chats().stream()
                        .map(chat -> "“"
                                + Optional.ofNullable(byChat.get(chat))
                                        .map(CustomerGroup::name)
                                        .orElse(chat)
                                + "”")
                        .collect(Collectors.joining("、"));
    }

    private Uni<Void> recordRejected(long task, MassMessageBatch massMessageBatch, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unknown unknown -> ownerTaskRepository.markUnknown(task, unknown.why());
            case Outcome.Rejected rejected ->
                ownerTaskRepository.markUndeliverable(task, massMessageBatch.chats(), rejected.why());
            case Outcome.RetryLater retryLater -> {
                LOG.infof("an owner is asked later: %s", retryLater.why());
                paused = clock.instant().plus(retryLater.delay());
                yield ownerTaskRepository.release(task, retryLater.why());
            }
            case Outcome.Delivered delivered -> ownerTaskRepository.release(task, delivered.note());
            case Outcome.WaitingForPerson waitingForPerson -> ownerTaskRepository.release(task, waitingForPerson.why());
            case Outcome.WaitingForPull awaits -> ownerTaskRepository.release(task, awaits.why());
            case Outcome.Paused held -> ownerTaskRepository.release(task, held.why());
            case Outcome.Obsolete obsolete -> ownerTaskRepository.release(task, obsolete.why());
        };
    }

    private String name(String owner) {
        return postDirectory.heldBy(owner, DeadlinePolicy.localDate(clock.instant())).stream()
                .map(Post::person)
                .findFirst()
                .orElse("");
    }

    private interface ItemTask<T> {
        Uni<Void> run(T one);
    }

    private static <T> Uni<Void> forEach(Iterable<T> all, ItemTask<T> itemTask) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> itemTask.run(one)
                        .onFailure()
                        .invoke(e -> LOG.warnf("an owner could not be asked for a confirmation: %s", e.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
