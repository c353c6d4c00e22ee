package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;

/**
 * 叫应: for each place of an emergency the unit head is called, a minute later the deputies, then the keeper and the posts
 * above, until one of them answers. When all of them were called, the duty room and the leaders are reminded of the place by
 * its name, and it does not end by itself. A call is a message, and where there is a trunk a telephone call too.
 */
@ApplicationScoped
public final class EmergencyEscalation {
    private static final Duration STEP_INTERVAL = Duration.ofMinutes(1);
    /** For three hours, then each hour. */
    private static final Duration REMINDER_INTERVAL = Duration.ofMinutes(10);

    private static final int HOURLY_FROM_ROUND = 18;
    private static final Duration LATE_REMINDER_INTERVAL = Duration.ofHours(1);
    private static final Set<Role> REMINDED = Set.of(Role.DUTY, Role.LEADER);
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

    /** Sends again what the platform did not confirm. */
    public Uni<Void> resendUnknown() {
        return escalationRepository.resendUnknown(clock.instant()).replaceWithVoid();
    }

    /** The places whose next post is due to be called. */
    public Uni<List<EscalationRepository.DueCall>> claimDue() {
        Instant now = clock.instant();
        return escalationRepository.claimDue(BATCH_SIZE, now, now.plus(LEASE));
    }

    /** Calls the next post of one place, or reminds those who are to know that nobody answers there. */
    public Uni<Void> escalate(EscalationRepository.DueCall dueCall) {
        Instant now = clock.instant();
        List<Post> line = broadcastTargets.escalationChain(dueCall.place(), DeadlinePolicy.localDate(now));
        List<Post> step = postsAtStep(line, dueCall.step());
        return step.isEmpty()
                ? remind(dueCall, line, now)
                : escalationRepository.recordStep(dueCall, step, Optional.of(now.plus(STEP_INTERVAL)));
    }

    private Uni<Void> remind(EscalationRepository.DueCall dueCall, List<Post> line, Instant now) {
        int round = dueCall.step() - steps(line) + 1;
        return escalationRepository.recordReminder(
                dueCall,
                line.stream().filter(post -> REMINDED.contains(post.role())).toList(),
                round,
                now.plus(round < HOURLY_FROM_ROUND ? REMINDER_INTERVAL : LATE_REMINDER_INTERVAL));
    }

    private static int steps(List<Post> line) {
        int steps = 0;
        while (!postsAtStep(line, steps).isEmpty()) {
            steps++;
        }
        return steps;
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
