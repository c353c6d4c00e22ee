package lianhu.core.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One agent who is signed in.
 *
 * @param login of the account at the desk
 * @param name for colleagues to read
 * @param extension of the telephone, digits
 * @param languages tags, beside that of the county
 * @param pause set when {@link AgentState#PAUSED}
 * @param call the call that rings, is talked in or was talked in last, or the missed call that is or was called back; empty for none
 * @param isRecordingPaused this agent's talk is not recorded at present
 * @param isCallerOnHold the caller of this agent's talk is on hold at present
 * @param thirdParty in this agent's talk
 * @param isColleague called into the talk of another agent, whose call it is
 * @param partner name of the other agent in this agent's talk; empty when there is none
 * @param since when this state began
 */
public record AgentStatus(
        String login,
        String name,
        String extension,
        List<String> languages,
        AgentState state,
        Optional<AgentPause> pause,
        String call,
        boolean isRecordingPaused,
        boolean isCallerOnHold,
        ThirdParty thirdParty,
        boolean isColleague,
        String partner,
        Instant since) {}
