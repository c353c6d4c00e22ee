package lianhu.telephony.outbound;

import java.util.ArrayList;
import java.util.List;

/** What an event leads to: the next state, then the commands to carry out in this order. */
public record OutboundDecision(OutboundState next, List<OutboundCommand> commands) {
    static OutboundDecision stay(OutboundState call, OutboundCommand... commands) {
        return new OutboundDecision(call, List.of(commands));
    }

    /** Puts a command before those of this decision. */
    OutboundDecision after(OutboundCommand first) {
        List<OutboundCommand> all = new ArrayList<>(List.of(first));
        all.addAll(commands);
        return new OutboundDecision(next, List.copyOf(all));
    }
}
