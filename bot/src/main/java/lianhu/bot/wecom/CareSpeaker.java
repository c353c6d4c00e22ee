package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.notice.Reach.Outcome;
import lianhu.templates.Plain;
import me.chanjar.weixin.common.error.WxErrorException;

/** Answers residents at customer service, five times within 48 hours of their last words. */
final class CareSpeaker implements CareVoice {
    /** The five are used up, or the conversation is over: WeCom says the one or the other for both (document 94677). */
    private static final Set<Integer> SHUT = Set.of(95001, 95018);

    static final String SILENT = "微信只让在他说话后48小时内答5条，等他再说话，或等本人来查";

    /** More at a time WeCom refuses with 45033. */
    private static final int AT_ONCE = 4;

    private final CareClient client;
    private final Visitors visitors;
    private final VirtualThreads threads;
    private final Gates gates;
    private final Verdict verdict;
    private final Semaphore places = new Semaphore(AT_ONCE);

    CareSpeaker(CareClient client, Visitors visitors, VirtualThreads threads, Gates gates, Verdict verdict) {
        this.client = client;
        this.visitors = visitors;
        this.threads = threads;
        this.gates = gates;
        this.verdict = verdict;
    }

    @Override
    public Uni<Outcome> say(Visitor visitor, String msgid, String words) {
        return visitors.take(visitor)
                .chain(may -> may
                        ? threads.call(() -> send(visitor, msgid, words)).call(outcome -> settle(visitor, outcome))
                        : Uni.createFrom().item(new Outcome.AwaitsQuery(SILENT)));
    }

    @Override
    public Uni<Boolean> welcome(Visitor visitor, String code, String msgid, String words) {
        return threads.call(() -> {
            try {
                client.welcome(visitor.account(), code, msgid, words);
                return true;
            } catch (WxErrorException | RuntimeException e) {
                return false;
            }
        });
    }

    private Outcome send(Visitor visitor, String msgid, String words) {
        String way = "kf:" + visitor.account();
        Optional<Duration> closed = gates.closed(way);
        if (closed.isPresent()) {
            return new Outcome.Later("微信客服这条路暂停着", closed.get());
        }
        places.acquireUninterruptibly();
        try {
            client.say(visitor.account(), visitor.person(), msgid, Plain.cut(words, WecomReach.TEXT_BYTES));
            return new Outcome.Shown("客服已发");
        } catch (WxErrorException e) {
            return SHUT.contains(e.getError().getErrorCode()) ? new Outcome.AwaitsQuery(SILENT) : verdict.of(e, way);
        } catch (RuntimeException e) {
            return verdict.of(e, way);
        } finally {
            places.release();
        }
    }

    private Uni<Void> settle(Visitor visitor, Outcome outcome) {
        return switch (outcome) {
            case Outcome.AwaitsQuery awaits -> visitors.shut(visitor);
            case Outcome.Later later -> visitors.giveBack(visitor);
            case Outcome.Refused refused -> visitors.giveBack(visitor);
            case Outcome.Shown shown -> Uni.createFrom().voidItem();
            case Outcome.Unknown unknown -> Uni.createFrom().voidItem();
            case Outcome.Waits waits -> Uni.createFrom().voidItem();
            case Outcome.Held held -> Uni.createFrom().voidItem();
            case Outcome.Overtaken overtaken -> Uni.createFrom().voidItem();
        };
    }
}
