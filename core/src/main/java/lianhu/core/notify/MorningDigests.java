package lianhu.core.notify;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.WorkLinks;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.State;

/**
 * 晨报: on a workday, when office hours begin, each member of staff with open tickets gets one message. A gateway that was away
 * then makes up for it until the first office hours end. The text is composed when it is sent.
 */
public final class MorningDigests {
    /** The outbox sends the digests of a morning one after the other; all are composed from one reading of the open tickets. */
    private static final Duration CACHE_TIME = Duration.ofMinutes(1);

    private static final int PAGE_SIZE = 200;
    private static final Set<State> UNANSWERED = Set.of(
            State.TRIAGED,
            State.DISPATCHED,
            State.RETURN_REVIEW,
            State.ADJUDICATING,
            State.ACCEPTED,
            State.EXTENSION_REVIEW);

    private final MorningDigestPolicy policy;
    private final MorningDigestStore store;
    private final TicketQueries ticketQueries;
    private final WorkLinks workLinks;
    private final BusinessCalendar calendar;
    private final QuietHours quietHours;
    private final InstantSource clock;
    private final String publicUrl;
    private final Uni<List<PersonalDigest>> digests;

    /** @param publicUrl address of the pages, without a slash at its end */
    public MorningDigests(
            MorningDigestPolicy policy,
            MorningDigestStore store,
            TicketQueries ticketQueries,
            WorkLinks workLinks,
            BusinessCalendar calendar,
            QuietHours quietHours,
            InstantSource clock,
            String publicUrl) {
        this.policy = policy;
        this.store = store;
        this.ticketQueries = ticketQueries;
        this.workLinks = workLinks;
        this.calendar = calendar;
        this.quietHours = quietHours;
        this.clock = clock;
        this.publicUrl = publicUrl;
        this.digests = Uni.createFrom().deferred(this::load).memoize().atLeast(CACHE_TIME);
    }

    /** Stores the digests of today, once over all copies of the gateway and never outside the morning of a workday. */
    public Uni<Void> storeToday() {
        Instant now = clock.instant();
        LocalDate today = DeadlinePolicy.localDate(now);
        return !calendar.isMorningOfWorkday(now) || quietHours.isQuiet(now)
                ? Uni.createFrom().voidItem()
                : store.isStored(today)
                        .chain(isStored -> isStored
                                ? Uni.createFrom().voidItem()
                                : digests.chain(all -> store.store(today, all, now))
                                        .replaceWithVoid());
    }

    /** Empty when nothing is left to tell, or the morning is over that it was made for. */
    public Uni<Optional<Notice>> compose(Delivery delivery) {
        Instant now = clock.instant();
        boolean isOfToday = DeadlinePolicy.localDate(delivery.at()).equals(DeadlinePolicy.localDate(now));
        Optional<String> person = policy.person(delivery.recipient(), now).filter(found -> isOfToday);
        return person.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : digests.map(all -> all.stream()
                        .filter(digest -> digest.person().equals(person.get()))
                        .findFirst()
                        .map(digest -> notice(delivery, digest)));
    }

    private Notice notice(Delivery delivery, PersonalDigest digest) {
        Optional<String> name = Optional.ofNullable(digest.names().get(delivery.recipient()));
        return new Notice.MorningDigest(
                digest.open(),
                digest.overdue(),
                digest.dueToday(),
                digest.mostUrgent().stream()
                        .flatMap(row -> row.receipts().stream()
                                .limit(1)
                                .map(info -> new Notice.MorningDigest.Item(info.receipt(), row.ticket(), row.title())))
                        .toList(),
                digest.sealed(),
                digest.overdueBelow(),
                name.flatMap(of -> workLinks.listPage(delivery))
                        .map(path -> publicUrl + path)
                        .orElse(""),
                name.filter(of -> digest.names().size() > 1).orElse(""));
    }

    /** Counting takes long where many tickets are open, so it leaves the event loop. */
    private Uni<List<PersonalDigest>> load() {
        return load(query(), new ArrayList<>())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(open -> policy.digests(open, clock.instant()));
    }

    private Uni<List<TicketQueries.Row>> load(TicketQueries.Query query, List<TicketQueries.Row> before) {
        return ticketQueries.list(query, Viewer.GATEWAY).chain(page -> {
            before.addAll(page.items());
            return page.next().isEmpty() ? Uni.createFrom().item(before) : load(query.from(page.next()), before);
        });
    }

    private static TicketQueries.Query query() {
        return new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        UNANSWERED,
                        Optional.empty(),
                        "",
                        "",
                        PAGE_SIZE,
                        Optional.of(QueueFilter.ALL),
                        SearchFilter.NONE,
                        TicketQueries.Order.MOST_URGENT)
                .with(DrillFilter.WITHOUT_DRILLS);
    }
}
