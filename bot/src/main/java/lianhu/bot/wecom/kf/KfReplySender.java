package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.send.AppMessageSender;
import lianhu.core.kf.KfCustomer;
import lianhu.core.kf.KfSessions;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.report.StoreUnavailableException;
import lianhu.templates.PlainText;
import me.chanjar.weixin.common.error.WxErrorException;

/** Answers residents in customer service, at most five times within 48 hours of their last message. */
@Singleton
public final class KfReplySender implements KfReplyPort {
    /** The five answers are used up or the conversation is over; WeCom uses both codes for either (document 94677). */
    private static final Set<Integer> WINDOW_CLOSED_CODES = Set.of(95001, 95018);

    static final String WINDOW_CLOSED = "微信只让在他说话后48小时内答5条，等他再说话，或等本人来查";

    private static final Outcome BUSY = new Outcome.RetryLater("微信客服这条路正忙，排队等一下", Duration.ofSeconds(5));

    /** WeCom refuses more at a time with 45033. */
    private static final int MAX_CONCURRENT = 4;

    private final KfClient client;
    private final KfSessions kfSessions;
    private final BlockingCallExecutor threads;
    private final ChannelCircuitBreaker channelCircuitBreaker;
    private final WecomErrorClassifier wecomErrorClassifier;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    public KfReplySender(
            KfClient client,
            KfSessions kfSessions,
            BlockingCallExecutor threads,
            ChannelCircuitBreaker channelCircuitBreaker,
            WecomErrorClassifier wecomErrorClassifier) {
        this.client = client;
        this.kfSessions = kfSessions;
        this.threads = threads;
        this.channelCircuitBreaker = channelCircuitBreaker;
        this.wecomErrorClassifier = wecomErrorClassifier;
    }

    @Override
    public Uni<Outcome> reply(KfCustomer kfCustomer, String msgid, String words) {
        return kfSessions
                .acquire(kfCustomer)
                .chain(may -> may
                        ? threads.call(permits, () -> sendNow(kfCustomer, msgid, words), () -> BUSY)
                                .call(outcome -> settleQuota(kfCustomer, outcome))
                        : Uni.createFrom().item(new Outcome.WaitingForPull(WINDOW_CLOSED)));
    }

    @Override
    public Uni<Boolean> sendWelcome(KfCustomer kfCustomer, String code, String msgid, String words) {
        return threads.call(() -> {
                    try {
                        client.sendWelcome(kfCustomer.account(), code, msgid, words);
                        return true;
                    } catch (WxErrorException | RuntimeException e) {
                        return false;
                    }
                })
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(false);
    }

    private Outcome sendNow(KfCustomer kfCustomer, String msgid, String words) {
        String way = "kf:" + kfCustomer.account();
        Optional<Duration> closed = channelCircuitBreaker.remainingPause(way);
        if (closed.isPresent()) {
            return new Outcome.RetryLater("微信客服这条路暂停着", closed.get());
        }
        try {
            client.sendText(
                    kfCustomer.account(),
                    kfCustomer.person(),
                    msgid,
                    PlainText.truncate(words, AppMessageSender.TEXT_BYTES));
            return new Outcome.Delivered("客服已发");
        } catch (WxErrorException e) {
            return WINDOW_CLOSED_CODES.contains(e.getError().getErrorCode())
                    ? new Outcome.WaitingForPull(WINDOW_CLOSED)
                    : wecomErrorClassifier.classify(e, way);
        } catch (RuntimeException e) {
            return wecomErrorClassifier.classify(e, way);
        }
    }

    private Uni<Void> settleQuota(KfCustomer kfCustomer, Outcome outcome) {
        return switch (outcome) {
            case Outcome.WaitingForPull awaits -> kfSessions.close(kfCustomer);
            case Outcome.RetryLater retryLater -> kfSessions.release(kfCustomer);
            case Outcome.Rejected rejected -> kfSessions.release(kfCustomer);
            case Outcome.Delivered delivered -> Uni.createFrom().voidItem();
            case Outcome.Unknown unknown -> Uni.createFrom().voidItem();
            case Outcome.WaitingForPerson waitingForPerson -> Uni.createFrom().voidItem();
            case Outcome.Paused paused -> Uni.createFrom().voidItem();
            case Outcome.Obsolete obsolete -> Uni.createFrom().voidItem();
        };
    }
}
