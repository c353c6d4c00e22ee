package lianhu.core.broadcast;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;

/**
 * 叫应: for each place of an emergency the unit head is called, a minute later the deputies, then the keeper and the posts
 * above, until one of them answers. Calls are messages.
 */
@ApplicationScoped
public final class EmergencyEscalation {
    private static final Duration STEP_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH_SIZE = 500;

    private final EscalationRepository escalationRepository;
    private final BroadcastTargets broadcastTargets;
    private final InstantSource clock;

    public EmergencyEscalation(
            EscalationRepository escalationRepository, BroadcastTargets broadcastTargets, InstantSource clock) {
        this.escalationRepository = escalationRepository;
        this.broadcastTargets = broadcastTargets;
        this.clock = clock;
    }

    /** Makes every call that is due, and sends again what has an unknown outcome. */
    public Uni<Void> escalateDue() {
        Instant now = clock.instant();
        return escalationRepository
                .resendUnknown(now)
                .chain(() -> escalationRepository.claimDue(BATCH_SIZE, now, now.plus(LEASE)))
                .onItem()
                .transformToMulti(dueCall -> Multi.createFrom().iterable(dueCall))
                .onItem()
                .transformToUniAndConcatenate(dueCall -> call(dueCall, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> call(EscalationRepository.DueCall dueCall, Instant now) {
        List<Post> line = broadcastTargets.escalationChain(dueCall.place(), DeadlinePolicy.localDate(now));
        List<Post> step = postsAtStep(line, dueCall.step());
        boolean isLast = postsAtStep(line, dueCall.step() + 1).isEmpty();
        return escalationRepository.recordStep(
                dueCall, step, isLast ? Optional.empty() : Optional.of(now.plus(STEP_INTERVAL)));
    }

    /** One post a step, but all deputies together. */
    static List<Post> postsAtStep(List<Post> line, int step) {
        int at = 0;
        int begin = 0;
        while (begin < line.size()) {
            int end = begin + 1;
            while (end < line.size()
                    && line.get(begin).role() == Role.DEPUTY_HEAD
                    && line.get(end).role() == Role.DEPUTY_HEAD) {
                end++;
            }
            if (at++ == step) {
                return line.subList(begin, end);
            }
            begin = end;
        }
        return List.of();
    }
}
