package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.notice.Reach.Outcome;
import lianhu.templates.Plain;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;

/** Says something to one person through an application: answers that are no deliveries. As well as it can, never twice. */
final class Messenger {
    /** An answer that comes later answers nothing any more; whoever asked has asked again. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** They are kept in memory only, and are lost with it. */
    private static final int MOST_WAITING = 1_000;

    private final WecomReach reach;
    private final Applications applications;
    private final VirtualThreads threads;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    Messenger(WecomReach reach, Applications applications, VirtualThreads threads, InstantSource clock) {
        this.reach = reach;
        this.applications = applications;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Never fails.
     *
     * @param agent name of the application she spoke to; where there is none of that name, the one that speaks to people
     */
    Uni<Outcome> say(String agent, String user, String words) {
        return threads.call(() -> {
            WecomAccounts.Agent from = applications.agent(agent);
            WxCpMessage message = WxCpMessage.TEXT()
                    .agentId(from.agentId())
                    .toUser(user)
                    .content(Plain.cut(words, WecomReach.TEXT_BYTES))
                    .build();
            return reach.send(from, user, message);
        });
    }

    /**
     * The same, and where it surely did not arrive, for instance because she was told too much within a minute, tries again
     * for a while after this completed.
     */
    Uni<Outcome> insist(String agent, String user, String words) {
        Instant end = clock.instant().plus(PATIENCE);
        return say(agent, user, words).invoke(outcome -> again(agent, user, words, outcome, end));
    }

    private void again(String agent, String user, String words, Outcome outcome, Instant end) {
        Optional<Duration> pause =
                pause(outcome).filter(one -> clock.instant().plus(one).isBefore(end));
        if (pause.isEmpty() || waiting.incrementAndGet() > MOST_WAITING) {
            pause.ifPresent(full -> waiting.decrementAndGet());
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause.get())
                .chain(() -> say(agent, user, words))
                .onTermination()
                .invoke(waiting::decrementAndGet)
                .subscribe()
                .with(next -> again(agent, user, words, next, end), ended -> {});
    }

    private static Optional<Duration> pause(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Later later -> Optional.of(later.pause());
            case Outcome.Held held -> Optional.of(held.pause());
            case Outcome.Shown shown -> Optional.empty();
            case Outcome.Waits waits -> Optional.empty();
            case Outcome.AwaitsQuery awaits -> Optional.empty();
            case Outcome.Refused refused -> Optional.empty();
            case Outcome.Overtaken overtaken -> Optional.empty();
            case Outcome.Unknown unknown -> Optional.empty();
        };
    }
}
