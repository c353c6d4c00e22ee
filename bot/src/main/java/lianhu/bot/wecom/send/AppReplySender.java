package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.report.StoreUnavailableException;
import lianhu.templates.PlainText;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.jboss.logging.Logger;

/** Sends replies, which are no deliveries, to one person through an application: best effort, never twice. */
@Singleton
public final class AppReplySender implements PrivateMessenger {
    private static final Logger LOG = Logger.getLogger(AppReplySender.class);

    /** No connection was free, so nothing was sent. */
    public static final Outcome BUSY = new Outcome.RetryLater("企业微信这条路正忙，排队等一下", Duration.ofSeconds(5));

    /** A later answer is useless: the user has asked again by then. */
    private static final Duration RETRY_LIMIT = Duration.ofMinutes(2);

    /** Replies that wait are held in memory only and are lost with the process. */
    private static final int MAX_WAITING = 1_000;

    private final AppMessageSender appMessageSender;
    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public AppReplySender(
            AppMessageSender appMessageSender,
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            InstantSource clock) {
        this.appMessageSender = appMessageSender;
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
        this.clock = clock;
    }

    /** Sends through the default application, whichever application the user wrote to. */
    @Override
    public Uni<Void> send(String user, String words) {
        return sendWithRetry(wxCorpClients.defaultAgent().name(), user, words).replaceWithVoid();
    }

    /**
     * Never fails.
     *
     * @param agent name of the application that received the message; for an unknown name the default application
     */
    Uni<Outcome> send(String agent, String user, String words) {
        return threads.call(() -> {
                    WecomAccounts.Agent from = wxCorpClients.agent(agent);
                    WxCpMessage message = WxCpMessage.TEXT()
                            .agentId(from.agentId())
                            .toUser(user)
                            .content(PlainText.truncate(words, AppMessageSender.TEXT_BYTES))
                            .build();
                    return appMessageSender.send(from, user, message);
                })
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(BUSY);
    }

    /**
     * Sends and, where the message has certainly not arrived (a rate limit, for instance), retries for a while after the
     * returned Uni has completed.
     */
    public Uni<Outcome> sendWithRetry(String agent, String user, String words) {
        Instant end = clock.instant().plus(RETRY_LIMIT);
        return send(agent, user, words).invoke(outcome -> scheduleRetry(agent, user, words, outcome, end));
    }

    private void scheduleRetry(String agent, String user, String words, Outcome outcome, Instant end) {
        Optional<Duration> pause =
                retryDelay(outcome).filter(one -> clock.instant().plus(one).isBefore(end));
        if (pause.isEmpty() || waiting.incrementAndGet() > MAX_WAITING) {
            pause.ifPresent(full -> waiting.decrementAndGet());
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause.get())
                .chain(() -> send(agent, user, words))
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .subscribe()
                .with(
                        next -> scheduleRetry(agent, user, words, next, end),
                        failure -> LOG.warnf(
                                "a reply is not retried (%s)",
                                failure.getClass().getName()));
    }

    private static Optional<Duration> retryDelay(Outcome outcome) {
        return switch (outcome) {
            case Outcome.RetryLater retryLater -> Optional.of(retryLater.delay());
            case Outcome.Paused paused -> Optional.of(paused.delay());
            case Outcome.Delivered delivered -> Optional.empty();
            case Outcome.WaitingForPerson waitingForPerson -> Optional.empty();
            case Outcome.WaitingForPull awaits -> Optional.empty();
            case Outcome.Rejected rejected -> Optional.empty();
            case Outcome.Obsolete obsolete -> Optional.empty();
            case Outcome.Unknown unknown -> Optional.empty();
        };
    }
}
