package lianhu.desk.call;

import java.util.List;
import java.util.Optional;
import lianhu.core.call.AgentState;
import lianhu.core.call.ThirdParty;

/**
 * The part of 电话 that changes while one looks at it.
 *
 * @param agents all who are signed in
 * @param waiting callers who wait for an agent, in words; empty for none
 * @param own the agent who looks; empty when not signed in
 * @param caller who rings or talks at present, or talked just now
 */
record AgentPanel(List<Row> agents, String waiting, Optional<Own> own, Optional<Caller> caller) {
    record Row(String name, String extension, String state, boolean isFree) {}

    /** What the agent who looks may do. */
    record Own(
            String extension,
            AgentState state,
            String word,
            boolean isPaused,
            boolean wasMissed,
            boolean isRecordingPaused,
            ThirdParty thirdParty) {
        public boolean isOnThePhone() {
            return state == AgentState.RINGING || state == AgentState.TALKING;
        }

        public boolean isTalking() {
            return state == AgentState.TALKING;
        }

        public boolean isWrappingUp() {
            return state == AgentState.WRAPPING_UP;
        }
    }

    /**
     * @param number masked
     * @param earlier how often this number called before, in words
     * @param tickets open ones of this number
     * @param isRinging the telephone rings
     * @param receipt of the report that was filed in this talk; empty before
     */
    record Caller(
            String number,
            String earlier,
            List<Ticket> tickets,
            boolean isRinging,
            String intakeLink,
            String receipt) {}

    record Ticket(String no, String title, String state) {}

    /** Equal while nothing has changed that the page shows, but for the minutes. */
    public String key() {
        return Integer.toHexString(List.of(
                        agents.stream()
                                .map(agent -> agent.name() + agent.extension() + agent.state())
                                .toList(),
                        waiting,
                        own.map(one -> one.word() + one.isRecordingPaused() + one.thirdParty())
                                .orElse(""),
                        caller.map(Caller::toString).orElse(""))
                .hashCode());
    }
}
