package lianhu.app;

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
import lianhu.core.notice.Audience;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.Calls;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.QuietHours;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.notice.Wording;
import lianhu.core.people.Post;
import lianhu.core.people.Posts;

/** Words and delivers one telling of a notice to many: the same words for all, asked for once in a while. */
@ApplicationScoped
class Announcements {
    /** So long what was paused or taken back may still go out. */
    private static final Duration REMEMBERED = Duration.ofMillis(500);

    private static final Duration PAUSED = Duration.ofSeconds(10);
    private static final int MOST = 100;

    private final Broadcasts broadcasts;
    private final Calls calls;
    private final Wording wording;
    private final QuietHours quiet;
    private final Posts posts;
    private final Areas areas;
    private final InstantSource clock;
    private final Map<Long, Uni<Optional<Broadcast>>> known = new ConcurrentHashMap<>();

    Announcements(
            Broadcasts broadcasts,
            Calls calls,
            Wording wording,
            QuietHours quiet,
            Posts posts,
            Areas areas,
            InstantSource clock) {
        this.broadcasts = broadcasts;
        this.calls = calls;
        this.wording = wording;
        this.quiet = quiet;
        this.posts = posts;
        this.areas = areas;
        this.clock = clock;
    }

    Uni<Reach.Outcome> tell(Delivery delivery, Optional<Reach> way) {
        return broadcast(delivery.broadcast())
                .chain(found -> found.flatMap(this::notNow)
                        .map(not -> Uni.createFrom().item(not))
                        .orElseGet(() -> way.isEmpty()
                                ? Uni.createFrom().item(new Reach.Outcome.Waits("客户群：请群主自己转发"))
                                : notice(delivery, found.orElseThrow())
                                        .chain(notice -> way.get().deliver(delivery, wording.of(notice)))));
    }

    /** For what waits for a person. Empty when it was taken back; fails while it is paused. */
    Uni<Optional<Spoken>> words(Delivery delivery) {
        return broadcast(delivery.broadcast()).chain(found -> {
            Optional<Reach.Outcome> not = found.flatMap(this::notNow);
            if (found.isEmpty()
                    || not.filter(Reach.Outcome.Overtaken.class::isInstance).isPresent()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return not.isPresent()
                    ? Uni.createFrom().failure(new IllegalStateException("a notice that is paused"))
                    : notice(delivery, found.get()).map(notice -> Optional.of(wording.of(notice)));
        });
    }

    private Uni<Optional<Broadcast>> broadcast(long id) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(id, key -> broadcasts.find(key).memoize().atLeast(REMEMBERED));
    }

    /** Why it must not go out at this moment; empty when it may. */
    private Optional<Reach.Outcome> notNow(Broadcast broadcast) {
        Instant now = clock.instant();
        Instant next = quiet.next(broadcast.kind(), now);
        return switch (broadcast.state()) {
            case CANCELLED -> Optional.of(new Reach.Outcome.Overtaken("撤下了"));
            case PAUSED, WAITS_FOR_SECOND_PERSON -> Optional.of(new Reach.Outcome.Held("暂停着", PAUSED));
            case SENDING ->
                next.isAfter(now)
                        ? Optional.of(new Reach.Outcome.Held("夜里不打扰，早上再发", Duration.between(now, next)))
                        : Optional.empty();
        };
    }

    private Uni<Notice> notice(Delivery delivery, Broadcast broadcast) {
        Optional<Post> post =
                delivery.audience() instanceof Audience.Holder holder ? posts.find(holder.post()) : Optional.empty();
        return post.map(called -> calls.silent(broadcast.id(), called.area())
                        .<Notice>map(silent -> new Notice.Called(broadcast.words(), names(silent))))
                .orElseGet(() -> Uni.createFrom().item(new Notice.Announced(broadcast.words())));
    }

    private List<String> names(List<AreaCode> places) {
        return places.stream().map(areas::spoken).toList();
    }
}
