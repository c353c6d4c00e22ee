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
 * @param caller who rings, talks or is called back at present, or talked just now
 * @param heard agents to whose talks the reader may listen; empty when the reader is no team lead
 */
record AgentPanel(
        List<Row> agents, String waiting, Optional<Own> own, Optional<Caller> caller, Optional<List<Colleague>> heard) {
    /** @param languages names, beside that of the county; empty for none */
    record Row(String name, String extension, String languages, String state, boolean isFree) {}

    /** An agent whom the reader may call into a talk, or listen to. */
    record Colleague(String login, String name) {}

    /**
     * What the agent who looks may do.
     *
     * @param isColleague called into the talk of another agent
     * @param partner name of the other agent in the talk; empty for none
     * @param colleagues other agents who are free
     */
    record Own(
            String extension,
            AgentState state,
            String word,
            boolean isPaused,
            boolean wasMissed,
            boolean isRecordingPaused,
            boolean isCallerOnHold,
            ThirdParty thirdParty,
            boolean isColleague,
            String partner,
            List<Colleague> colleagues) {
        public boolean isOnThePhone() {
            return state == AgentState.RINGING || state == AgentState.TALKING || state == AgentState.CALLING_BACK;
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
     * @param last when it called last and what came of it; empty for a first call
     * @param language that the caller asked for; empty for that of the county
     * @param tickets open ones of this number
     * @param isRinging the telephone rings
     * @param ringsFor name of the agent into whose talk one is called; empty for an own call
     * @param receipt of the report that was filed in this talk; empty before
     */
    record Caller(
            String number,
            String earlier,
            String last,
            String language,
            List<Ticket> tickets,
            boolean isRinging,
            String ringsFor,
            String intakeLink,
            String receipt) {}

    record Ticket(String no, String title, String state) {}

    /** Equal while nothing has changed that the page shows, but for the minutes. */
    public String key() {
        return Integer.toHexString(List.of(
                        agents.stream()
                                .map(agent -> agent.name() + agent.extension() + agent.languages() + agent.state())
                                .toList(),
                        waiting,
                        own.map(Own::toString).orElse(""),
                        caller.map(Caller::toString).orElse(""),
                        heard.map(List::toString).orElse(""))
                .hashCode());
    }
}
