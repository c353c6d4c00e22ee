package lianhu.core;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Calls;
import lianhu.core.notice.Targets;
import lianhu.core.people.Post;
import lianhu.core.people.Role;

/**
 * 叫应: for each place of an emergency the head is called, a minute later his deputies, then the keeper and those above,
 * until one of them answers. By message for now; the telephone will be one more way.
 */
public final class CallTheResponsible {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500;

    private final Calls calls;
    private final Targets targets;
    private final InstantSource clock;

    public CallTheResponsible(Calls calls, Targets targets, InstantSource clock) {
        this.calls = calls;
        this.targets = targets;
        this.clock = clock;
    }

    /** Everything that is due now; what was sent into silence goes out once more. */
    public Uni<Void> round() {
        Instant now = clock.instant();
        return calls.repeatUnknown(now)
                .chain(() -> calls.due(AT_ONCE, now, now.plus(LEASE)))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(due -> call(due, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> call(Calls.Due due, Instant now) {
        List<Post> line = targets.line(due.place(), Deadlines.day(now));
        List<Post> step = step(line, due.step());
        boolean isLast = step(line, due.step() + 1).isEmpty();
        return calls.called(due, step, isLast ? Optional.empty() : Optional.of(now.plus(BETWEEN)));
    }

    /** One post a step, but both or all deputies together. */
    static List<Post> step(List<Post> line, int step) {
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
