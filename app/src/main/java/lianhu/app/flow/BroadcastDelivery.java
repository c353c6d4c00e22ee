package lianhu.app.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastCallVersion;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;

/**
 * Renders and sends one delivery of a broadcast. All deliveries of a broadcast have the same text, which is read once
 * in a while.
 */
@ApplicationScoped
class BroadcastDelivery {
    /** How long a paused or cancelled broadcast may still be sent. */
    private static final Duration CACHE_TIME = Duration.ofMillis(500);

    private static final Duration PAUSE_RECHECK = Duration.ofSeconds(10);
    private static final int MAX_CACHED = 100;

    private final BroadcastRepository broadcastRepository;
    private final EscalationRepository escalationRepository;
    private final NoticeRenderer noticeRenderer;
    private final QuietHours quiet;
    private final PostDirectory postDirectory;
    private final Areas areas;
    private final InstantSource clock;
    private final Map<Long, Uni<Optional<Broadcast>>> known = new ConcurrentHashMap<>();

    BroadcastDelivery(
            BroadcastRepository broadcastRepository,
            EscalationRepository escalationRepository,
            NoticeRenderer noticeRenderer,
            QuietHours quiet,
            PostDirectory postDirectory,
            Areas areas,
            InstantSource clock) {
        this.broadcastRepository = broadcastRepository;
        this.escalationRepository = escalationRepository;
        this.noticeRenderer = noticeRenderer;
        this.quiet = quiet;
        this.postDirectory = postDirectory;
        this.areas = areas;
        this.clock = clock;
    }

    Uni<ChannelSender.Outcome> deliver(Delivery delivery, Optional<ChannelSender> sender) {
        return broadcast(delivery.broadcast())
                .chain(found -> found.flatMap(this::obsoleteOutcome)
                        .map(not -> Uni.createFrom().item(not))
                        .orElseGet(() -> sender.isEmpty()
                                ? Uni.createFrom().item(new ChannelSender.Outcome.WaitingForPerson("客户群：请群主自己转发"))
                                : notice(delivery, found.orElseThrow())
                                        .chain(notice -> notice.isEmpty()
                                                ? Uni.createFrom().item(new ChannelSender.Outcome.Obsolete("都应了"))
                                                : sender.get().send(delivery, noticeRenderer.render(notice.get())))));
    }

    /** The text for a person to forward. Empty when the broadcast was cancelled; fails while it is paused. */
    Uni<Optional<RenderedMessage>> render(Delivery delivery) {
        return broadcast(delivery.broadcast()).chain(found -> {
            Optional<ChannelSender.Outcome> not = found.flatMap(this::obsoleteOutcome);
            if (found.isEmpty()
                    || not.filter(ChannelSender.Outcome.Obsolete.class::isInstance)
                            .isPresent()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return not.isPresent()
                    ? Uni.createFrom().failure(new IllegalStateException("a paused broadcast"))
                    : notice(delivery, found.get()).map(notice -> notice.map(noticeRenderer::render));
        });
    }

    private Uni<Optional<Broadcast>> broadcast(long id) {
        if (known.size() > MAX_CACHED) {
            known.clear();
        }
        return known.computeIfAbsent(
                id, key -> broadcastRepository.find(key).memoize().atLeast(CACHE_TIME));
    }

    /** Why it must not be sent now; empty when it may. */
    private Optional<ChannelSender.Outcome> obsoleteOutcome(Broadcast broadcast) {
        Instant now = clock.instant();
        Instant next = quiet.nextAllowed(broadcast.kind(), now);
        return switch (broadcast.state()) {
            case CANCELLED -> Optional.of(new ChannelSender.Outcome.Obsolete("撤下了"));
            case PAUSED, WAITS_FOR_SECOND_PERSON -> Optional.of(new ChannelSender.Outcome.Paused("暂停着", PAUSE_RECHECK));
            case SENDING ->
                next.isAfter(now)
                        ? Optional.of(new ChannelSender.Outcome.Paused("夜里不打扰，早上再发", Duration.between(now, next)))
                        : Optional.empty();
        };
    }

    /** Empty for a reminder of places that have answered meanwhile. */
    private Uni<Optional<Notice>> notice(Delivery delivery, Broadcast broadcast) {
        Optional<Post> post = delivery.recipient() instanceof Recipient.PostHolder postHolder
                ? postDirectory.find(postHolder.post())
                : Optional.empty();
        return post.map(called -> escalationRepository
                        .unansweredPlaces(broadcast.id(), called.area())
                        .map(silent -> call(delivery, broadcast, silent)))
                .orElseGet(() -> Uni.createFrom().item(Optional.of(new Notice.BroadcastText(broadcast.words()))));
    }

    private Optional<Notice> call(Delivery delivery, Broadcast broadcast, List<AreaCode> silent) {
        if (!BroadcastCallVersion.isReminder(delivery.version())) {
            return Optional.of(new Notice.BroadcastCall(broadcast.words(), names(silent)));
        }
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice.BroadcastReminder(
                        broadcast.words(),
                        silent.stream().map(this::nameWithHead).toList()));
    }

    private List<String> names(List<AreaCode> places) {
        return places.stream().map(areas::displayName).toList();
    }

    /** 河边一组（联户长老张）. */
    private String nameWithHead(AreaCode place) {
        return areas.displayName(place)
                + postDirectory.at(place, Role.UNIT_HEAD, DeadlinePolicy.localDate(clock.instant())).stream()
                        .findFirst()
                        .map(head -> "（" + head.spoken() + "）")
                        .orElse("");
    }
}
