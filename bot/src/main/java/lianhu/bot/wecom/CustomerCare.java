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
import lianhu.core.Reports;
import lianhu.core.Unavailable;
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

    private final Map<String, Desk> desks = new ConcurrentHashMap<>();

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
        accounts.care().keySet().forEach(account -> desks.put(account, new Desk()));
    }

    /** What this copy knows of one account. */
    private static final class Desk {
        /** Events since the last round began; a round runs while it is above 0. */
        private final AtomicInteger wanted = new AtomicInteger();

        private final AtomicInteger failures = new AtomicInteger();
        private volatile String token = "";
    }

    @Override
    public Uni<Void> heard(Tag event) {
        @Nullable String account = event.textOf("OpenKfId");
        @Nullable String token = event.textOf("Token");
        Desk desk = account == null ? null : desks.get(account);
        if (account == null || desk == null) {
            LOG.warnf("customer service account %s is not set (lianhu.wecom.kf)", account);
            return Uni.createFrom().voidItem();
        }
        desk.token = token == null ? "" : token;
        read(account, desk);
        return Uni.createFrom().voidItem();
    }

    /** What came while no copy ran, or whose event was lost. Without an event's token WeCom is asked seldom. */
    public void lookAgain() {
        desks.forEach(this::read);
    }

    private void read(String account, Desk desk) {
        if (desk.wanted.getAndIncrement() == 0) {
            rounds(account, desk).subscribe().with(done -> {}, e -> LOG.errorf("reading %s ended: %s", account, e));
        }
    }

    /** Until no event came during the last round. */
    private Uni<Void> rounds(String account, Desk desk) {
        int known = desk.wanted.get();
        return round(account, desk).onItemOrFailure().transformToUni((isWhole, failure) -> {
            if (failure == null && isWhole) {
                desk.failures.set(0);
                return desk.wanted.compareAndSet(known, 0) ? Uni.createFrom().voidItem() : rounds(account, desk);
            }
            Duration pause = AGAIN;
            if (failure != null) {
                desk.token = "";
                LOG.warnf("customer service cannot be read now: %s", reason(failure));
                pause = pause(desk.failures.getAndIncrement());
            }
            return Uni.createFrom().voidItem().onItem().delayIt().by(pause).chain(() -> rounds(account, desk));
        });
    }

    private static Duration pause(int failures) {
        Duration doubled = AGAIN.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** False when another copy reads: it may have begun before the event that brought us here. */
    private Uni<Boolean> round(String account, Desk desk) {
        return inbox.open(account, reader)
                .chain(cursor -> cursor.isEmpty()
                        ? Uni.createFrom().item(false)
                        : pages(account, cursor.get(), desk)
                                .eventually(() ->
                                        inbox.close(account, reader).onFailure().recoverWithNull()));
    }

    private Uni<Boolean> pages(String account, String cursor, Desk desk) {
        return threads.call(() -> page(account, cursor, desk.token))
                .chain(page -> hear(account, page.items())
                        .chain(() -> page.next().equals(cursor)
                                ? Uni.createFrom().item(true)
                                : inbox.advance(account, reader, page.next()))
                        .chain(isOurs ->
                                isOurs && page.hasMore() && !page.next().equals(cursor)
                                        ? pages(account, page.next(), desk)
                                        : Uni.createFrom().item(isOurs)));
    }

    private CarePages.Page page(String account, String cursor, String token) {
        try {
            return pages.read(account, cursor, token);
        } catch (WxErrorException e) {
            throw new Unread("errcode " + e.getError().getErrorCode());
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

    /** The class, and of ours the reason: a message of others may quote what was asked. */
    private static String reason(Throwable failure) {
        return failure instanceof Unread || failure instanceof Unavailable || failure instanceof Reports.Busy
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    /** WeCom gives no page now. */
    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unread(String why) {
            super(why, null, false, false);
        }
    }
}
