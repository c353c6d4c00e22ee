package lianhu.bot.wecom;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.care.CareInbox;
import lianhu.core.care.Visitor;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The door of customer service. An event only says that there is something; what was written is read page by page, and the
 * place in it moves on only after all before it is committed and answered. So nothing is lost with a copy that dies, and
 * what is read twice is one report by its message id.
 */
public final class CustomerCare implements CareEvents {
    private static final Logger LOG = Logger.getLogger(CustomerCare.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 8;

    private final CarePages pages;
    private final CareInbox inbox;
    private final CareListener listener;
    private final VirtualThreads threads;
    private final WecomAccounts accounts;
    private final InstantSource clock;
    /** A reader of its own after each start: a copy that died is waited for until its lease ends. */
    private final String reader = UUID.randomUUID().toString();

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    CustomerCare(
            CarePages pages,
            CareInbox inbox,
            CareListener listener,
            VirtualThreads threads,
            WecomAccounts accounts,
            InstantSource clock) {
        this.pages = pages;
        this.inbox = inbox;
        this.listener = listener;
        this.threads = threads;
        this.accounts = accounts;
        this.clock = clock;
        accounts.care().keySet().forEach(account -> watches.put(account, new Watch()));
    }

    /** What this copy knows of one account. */
    private static final class Watch {
        /** Events since the last round began; a round runs while it is above 0. */
        private final AtomicInteger wanted = new AtomicInteger();

        private final AtomicInteger failures = new AtomicInteger();
        private volatile String token = "";
    }

    @Override
    public Uni<Void> heard(Tag event) {
        @Nullable String account = event.textOf("OpenKfId");
        @Nullable String token = event.textOf("Token");
        Watch watch = account == null ? null : watches.get(account);
        if (account == null || watch == null) {
            LOG.warnf("customer service account %s is not set (lianhu.wecom.kf)", account);
            return Uni.createFrom().voidItem();
        }
        watch.token = token == null ? "" : token;
        read(account, watch);
        return Uni.createFrom().voidItem();
    }

    /** What came while no copy ran, or whose event was lost. Without an event's token WeCom is asked seldom. */
    public void lookAgain() {
        watches.forEach(this::read);
    }

    private void read(String account, Watch watch) {
        if (watch.wanted.getAndIncrement() == 0) {
            begin(account, watch);
        }
    }

    /**
     * Rounds until no event came during the last one. Each is a subscription of its own: one that followed in the chain of
     * the one before would make the chain longer for as long as people write or WeCom is away.
     */
    private void begin(String account, Watch watch) {
        int known = watch.wanted.get();
        round(account, watch)
                .subscribe()
                .with(
                        isWhole -> {
                            watch.failures.set(0);
                            if (!isWhole) {
                                beginAfter(AGAIN, account, watch);
                            } else if (!watch.wanted.compareAndSet(known, 0)) {
                                begin(account, watch);
                            }
                        },
                        failure -> {
                            watch.token = "";
                            LOG.warnf("customer service cannot be read now: %s", Unread.why(failure));
                            beginAfter(pause(watch.failures.getAndIncrement()), account, watch);
                        });
    }

    private void beginAfter(Duration pause, String account, Watch watch) {
        Uni.createFrom().voidItem().onItem().delayIt().by(pause).subscribe().with(now -> begin(account, watch));
    }

    private static Duration pause(int failures) {
        Duration doubled = AGAIN.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** False when another copy reads: it may have begun before the event that brought us here. */
    private Uni<Boolean> round(String account, Watch watch) {
        return inbox.open(account, reader)
                .chain(cursor -> cursor.isEmpty()
                        ? Uni.createFrom().item(false)
                        : pages(account, cursor.get(), watch)
                                .eventually(() ->
                                        inbox.close(account, reader).onFailure().recoverWithNull()));
    }

    /** @param isOurs false when another copy reads by now */
    private record Step(boolean isOurs, boolean goesOn) {}

    private Uni<Boolean> pages(String account, String cursor, Watch watch) {
        AtomicReference<String> place = new AtomicReference<>(cursor);
        return Multi.createBy()
                .repeating()
                .uni(() -> step(account, place, watch))
                .whilst(Step::goesOn)
                .collect()
                .last()
                .map(Step::isOurs);
    }

    private Uni<Step> step(String account, AtomicReference<String> place, Watch watch) {
        String cursor = place.get();
        return threads.call(() -> page(account, cursor, watch.token))
                .chain(page -> hear(account, page.items()).chain(() -> {
                    if (page.next().equals(cursor)) {
                        return Uni.createFrom().item(new Step(true, false));
                    }
                    place.set(page.next());
                    return inbox.advance(account, reader, page.next())
                            .map(isOurs -> new Step(isOurs, isOurs && page.hasMore()));
                }));
    }

    private CarePages.Page page(String account, String cursor, String token) {
        try {
            return pages.read(account, cursor, token);
        } catch (WxErrorException e) {
            throw Unread.of(e);
        }
    }

    /** Each resident's messages one after the other, several residents at a time. */
    private Uni<Void> hear(String account, List<WxCpKfMsgItem> items) {
        Map<String, List<WxCpKfMsgItem>> byPerson = new LinkedHashMap<>();
        items.forEach(item ->
                byPerson.computeIfAbsent(person(item), key -> new ArrayList<>()).add(item));
        return Multi.createFrom()
                .iterable(byPerson.values())
                .onItem()
                .transformToUni(some -> Multi.createFrom()
                        .iterable(some)
                        .onItem()
                        .transformToUniAndConcatenate(item -> listener.hear(
                                new Visitor(account, person(item)), item, application(account), clock.instant()))
                        .collect()
                        .last())
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private String application(String account) {
        return Objects.requireNonNull(accounts.care().get(account)).name();
    }

    private static String person(WxCpKfMsgItem item) {
        return Optional.ofNullable(item.getExternalUserId())
                .or(() -> Optional.ofNullable(item.getEvent()).map(event -> event.getExternalUserId()))
                .orElse("");
    }
}
