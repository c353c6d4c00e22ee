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
import lianhu.templates.PlainText;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;

/** Says something to one person through an application: answers that are no deliveries. As well as it can, never twice. */
@Singleton
public final class AppReplySender implements PrivateMessenger {
    /** An answer that comes later answers nothing any more; whoever asked has asked again. */
    private static final Duration RETRY_LIMIT = Duration.ofMinutes(2);

    /** They are kept in memory only, and are lost with it. */
    private static final int MAX_WAITING = 1_000;

    private final AppMessageSender reach;
    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public AppReplySender(
            AppMessageSender reach, WxCorpClients wxCorpClients, BlockingCallExecutor threads, InstantSource clock) {
        this.reach = reach;
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
        this.clock = clock;
    }

    /** Sends through the application that speaks to people, whichever application the person wrote to. */
    @Override
    public Uni<Void> send(String user, String words) {
        return sendWithRetry(wxCorpClients.defaultAgent().name(), user, words).replaceWithVoid();
    }

    /**
     * Never fails.
     *
     * @param agent name of the application she spoke to; where there is none of that name, the one that speaks to people
     */
    Uni<Outcome> send(String agent, String user, String words) {
        return threads.call(() -> {
            WecomAccounts.Agent from = wxCorpClients.agent(agent);
            WxCpMessage message = WxCpMessage.TEXT()
                    .agentId(from.agentId())
                    .toUser(user)
                    .content(PlainText.truncate(words, AppMessageSender.TEXT_BYTES))
                    .build();
            return reach.send(from, user, message);
        });
    }

    /**
     * The same, and where it surely did not arrive, for instance because she was told too much within a minute, tries again
     * for a while after this completed.
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
                .with(next -> scheduleRetry(agent, user, words, next, end), ended -> {});
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
