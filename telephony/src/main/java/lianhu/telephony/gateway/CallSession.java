package lianhu.telephony.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.Decision;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * An open call of this instance.
 *
 * @param version of its row
 * @param timers what it waits for, and until when
 */
record CallSession(CallState state, long version, Map<TimerKind, Instant> timers) {
    static CallSession begin(CallState state) {
        return new CallSession(state, 0, Map.of());
    }

    /** The session after a transition. A change of step drops the timers of the former step. */
    CallSession after(CallEvent event, Decision decision, Instant now) {
        Map<TimerKind, Instant> next = new EnumMap<>(TimerKind.class);
        if (decision.next().step() == state.step()) {
            next.putAll(timers);
        }
        if (event instanceof CallEvent.TimerFired(TimerKind fired)) {
            next.remove(fired);
        }
        for (Command command : decision.commands()) {
            if (command instanceof Command.SetTimer set) {
                next.put(set.kind(), now.plus(set.after()));
            } else if (command instanceof Command.CancelTimer cancel) {
                next.remove(cancel.kind());
            }
        }
        return new CallSession(decision.next(), version + 1, decision.next().closed() ? Map.of() : Map.copyOf(next));
    }

    CallSession withTimer(TimerKind kind, Optional<Instant> due) {
        Map<TimerKind, Instant> next = new EnumMap<>(TimerKind.class);
        next.putAll(timers);
        due.ifPresentOrElse(at -> next.put(kind, at), () -> next.remove(kind));
        return new CallSession(state, version, Map.copyOf(next));
    }

    List<TimerKind> due(Instant now) {
        List<TimerKind> due = new ArrayList<>();
        timers.forEach((kind, at) -> {
            if (!at.isAfter(now)) {
                due.add(kind);
            }
        });
        return due;
    }

    StoredCall row(String owner, String asterisk) {
        Map<String, Instant> waits = new HashMap<>();
        timers.forEach((kind, at) -> waits.put(kind.name(), at));
        return new StoredCall(
                state.id().value(),
                state.caller(),
                owner,
                asterisk,
                version,
                state.step(),
                Optional.ofNullable(state.outcome()),
                state.receipt(),
                CallStateJson.write(state),
                Map.copyOf(waits));
    }

    static CallSession of(StoredCall row) {
        Map<TimerKind, Instant> timers = new EnumMap<>(TimerKind.class);
        row.timers().forEach((kind, at) -> timers.put(TimerKind.valueOf(kind), at));
        return new CallSession(CallStateJson.read(row), row.version(), Map.copyOf(timers));
    }
}
