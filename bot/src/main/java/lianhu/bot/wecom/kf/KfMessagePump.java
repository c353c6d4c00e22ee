package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
import lianhu.bot.wecom.callback.KfEventListener;
import lianhu.bot.wecom.callback.XmlElement;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.kf.KfCursorStore;
import lianhu.core.kf.KfCustomer;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of customer service. An event only says that messages are available; they are read page by page, and
 * the cursor advances only after every message before it is committed and answered. A copy that dies loses nothing, and a
 * message that is read twice is one report by its message id.
 */
@Singleton
public final class KfMessagePump implements KfEventListener {
    private static final Logger LOG = Logger.getLogger(KfMessagePump.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(60);
    private static final int MAX_CONCURRENT = 8;

    private final KfMessageSource pages;
    private final KfCursorStore cursors;
    private final KfMessageHandler handler;
    private final BlockingCallExecutor threads;
    private final WecomAccounts accounts;
    private final InstantSource clock;
    /** A new reader id after each start: the lease of a copy that died has to expire. */
    private final String reader = UUID.randomUUID().toString();

    private final Map<String, AccountState> accountStates = new ConcurrentHashMap<>();

    public KfMessagePump(
            KfMessageSource pages,
            KfCursorStore cursors,
            KfMessageHandler handler,
            BlockingCallExecutor threads,
            WecomAccounts accounts,
            InstantSource clock) {
        this.pages = pages;
        this.cursors = cursors;
        this.handler = handler;
        this.threads = threads;
        this.accounts = accounts;
        this.clock = clock;
        accounts.kf().keySet().forEach(account -> accountStates.put(account, new AccountState()));
    }

    /** The state of one account in this copy. */
    private static final class AccountState {
        /** Events since the last round began; a round runs while it is above 0. */
        private final AtomicInteger requests = new AtomicInteger();

        private final AtomicInteger failures = new AtomicInteger();
        private volatile String token = "";
    }

    @Override
    public Uni<Void> onMessagesAvailable(XmlElement event) {
        @Nullable String account = event.textOf("OpenKfId");
        @Nullable String token = event.textOf("Token");
        AccountState accountState = account == null ? null : accountStates.get(account);
        if (account == null || accountState == null) {
            LOG.warnf("customer service account %s is not set (lianhu.wecom.kf)", account);
            return Uni.createFrom().voidItem();
        }
        accountState.token = token == null ? "" : token;
        requestRound(account, accountState);
        return Uni.createFrom().voidItem();
    }

    /** Reads messages that arrived while no copy ran or whose event was lost. Without the token of an event WeCom permits few calls. */
    public void poll() {
        accountStates.forEach(this::requestRound);
    }

    private void requestRound(String account, AccountState accountState) {
        if (accountState.requests.getAndIncrement() == 0) {
            startRound(account, accountState);
        }
    }

    /**
     * Runs rounds until no event arrived during the last one. Each round is a subscription of its own: chained rounds
     * would grow the chain for as long as messages arrive or WeCom is unavailable.
     */
    private void startRound(String account, AccountState accountState) {
        int known = accountState.requests.get();
        Uni.createFrom()
                .deferred(() -> runRound(account, accountState))
                .subscribe()
                .with(
                        isWhole -> {
                            accountState.failures.set(0);
                            if (!isWhole) {
                                startRoundAfter(RETRY_DELAY, account, accountState);
                            } else if (!accountState.requests.compareAndSet(known, 0)) {
                                startRound(account, accountState);
                            }
                        },
                        failure -> {
                            accountState.token = "";
                            LOG.warnf("customer service cannot be read now: %s", KfReadException.reason(failure));
                            startRoundAfter(backoff(accountState.failures.getAndIncrement()), account, accountState);
                        });
    }

    private void startRoundAfter(Duration pause, String account, AccountState accountState) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .subscribe()
                .with(
                        now -> startRound(account, accountState),
                        failure -> LOG.errorf(
                                "the next round is not started (%s)",
                                failure.getClass().getName()));
    }

    private static Duration backoff(int failures) {
        Duration doubled = RETRY_DELAY.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : doubled;
    }

    /** False when another copy reads: it may have begun before the event that brought us here. */
    private Uni<Boolean> runRound(String account, AccountState accountState) {
        return cursors.acquire(account, reader)
                .chain(cursor -> cursor.isEmpty()
                        ? Uni.createFrom().item(false)
                        : readPages(account, cursor.get(), accountState)
                                .eventually(() -> cursors.release(account, reader)
                                        .onFailure()
                                        .recoverWithNull()));
    }

    /** @param isLeaseHeld false when another copy holds the lease by now */
    private record PageResult(boolean isLeaseHeld, boolean hasMore) {}

    private Uni<Boolean> readPages(String account, String cursor, AccountState accountState) {
        AtomicReference<String> place = new AtomicReference<>(cursor);
        return Multi.createBy()
                .repeating()
                .uni(() -> readPage(account, place, accountState))
                .whilst(PageResult::hasMore)
                .collect()
                .last()
                .map(PageResult::isLeaseHeld);
    }

    private Uni<PageResult> readPage(String account, AtomicReference<String> place, AccountState accountState) {
        String cursor = place.get();
        return threads.call(() -> fetchPage(account, cursor, accountState.token))
                .chain(page -> handle(account, page.items()).chain(() -> {
                    if (page.next().equals(cursor)) {
                        return Uni.createFrom().item(new PageResult(true, false));
                    }
                    place.set(page.next());
                    return cursors.advance(account, reader, page.next())
                            .map(isOurs -> new PageResult(isOurs, isOurs && page.hasMore()));
                }));
    }

    private KfMessageSource.Page fetchPage(String account, String cursor, String token) {
        try {
            return pages.loadPage(account, cursor, token);
        } catch (WxErrorException e) {
            throw KfReadException.from(e);
        }
    }

    /** Handles the messages of one resident in sequence, several residents at a time. */
    private Uni<Void> handle(String account, List<WxCpKfMsgItem> items) {
        Map<String, List<WxCpKfMsgItem>> byPerson = new LinkedHashMap<>();
        items.forEach(item -> byPerson.computeIfAbsent(customerId(item), key -> new ArrayList<>())
                .add(item));
        return Multi.createFrom()
                .iterable(byPerson.values())
                .onItem()
                .transformToUni(some -> Multi.createFrom()
                        .iterable(some)
                        .onItem()
                        .transformToUniAndConcatenate(item -> handler.handle(
                                new KfCustomer(account, customerId(item)), item, application(account), clock.instant()))
                        .collect()
                        .last())
                .merge(MAX_CONCURRENT)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private String application(String account) {
        return Objects.requireNonNull(accounts.kf().get(account)).name();
    }

    private static String customerId(WxCpKfMsgItem item) {
        return Optional.ofNullable(item.getExternalUserId())
                .or(() -> Optional.ofNullable(item.getEvent()).map(event -> event.getExternalUserId()))
                .orElse("");
    }
}
