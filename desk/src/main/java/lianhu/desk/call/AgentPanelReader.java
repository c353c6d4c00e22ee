package lianhu.desk.call;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallQueue;
import lianhu.core.call.LoggedCall;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.PhoneMask;
import lianhu.desk.auth.TeamLeads;
import lianhu.desk.format.StaffMember;
import lianhu.desk.format.StatusLabel;
import lianhu.desk.intake.IntakePage;
import lianhu.desk.ticket.TicketsOfNumber;

/** Reads what an agent has to see: who rings, who called before from this number, and which tickets are open. */
@ApplicationScoped
class AgentPanelReader {
    private final AgentSessions agentSessions;
    private final CallLog callLog;
    private final TicketsOfNumber ticketsOfNumber;
    private final TeamLeads teamLeads;
    private final InstantSource clock;

    AgentPanelReader(
            AgentSessions agentSessions,
            CallLog callLog,
            TicketQueries ticketQueries,
            TeamLeads teamLeads,
            InstantSource clock) {
        this.agentSessions = agentSessions;
        this.callLog = callLog;
        this.ticketsOfNumber = new TicketsOfNumber(ticketQueries);
        this.teamLeads = teamLeads;
        this.clock = clock;
    }

    Uni<AgentPanel> read(StaffMember staffMember) {
        Instant now = clock.instant();
        return Uni.combine()
                .all()
                .unis(agentSessions.list(now), callLog.queue())
                .asTuple()
                .chain(read -> {
                    List<AgentStatus> agents = read.getItem1();
                    Optional<AgentStatus> own = agents.stream()
                            .filter(agent -> agent.login().equals(staffMember.login()))
                            .findFirst();
                    return caller(own)
                            .map(caller -> new AgentPanel(
                                    agents.stream()
                                            .map(agent -> row(agent, now))
                                            .toList(),
                                    waiting(read.getItem2(), now),
                                    own.map(agent -> own(agent, colleagues(agents, agent), now)),
                                    caller,
                                    heard(agents, staffMember)));
                });
    }

    /** Who rings this member of staff, talks or is called back, or has talked just now. */
    Uni<Optional<AgentPanel.Caller>> caller(StaffMember staffMember) {
        return agentSessions
                .list(clock.instant())
                .chain(agents -> caller(agents.stream()
                        .filter(agent -> agent.login().equals(staffMember.login()))
                        .findFirst()));
    }

    private Uni<Optional<AgentPanel.Caller>> caller(Optional<AgentStatus> own) {
        // Who has left a talk to another writes down what was said, and the call is the other's.
        Optional<AgentStatus> busy = own.filter(agent -> !agent.call().isEmpty())
                .filter(agent -> agent.state() == AgentState.RINGING
                        || agent.state() == AgentState.TALKING
                        || agent.state() == AgentState.CALLING_BACK
                        || agent.state() == AgentState.WRAPPING_UP);
        return busy.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : callLog.find(busy.get().call())
                        .chain(call -> call.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : caller(call.get(), busy.get()).map(Optional::of));
    }

    private Uni<AgentPanel.Caller> caller(LoggedCall call, AgentStatus agent) {
        return Uni.combine()
                .all()
                .unis(callLog.countEarlier(call.id()), tickets(call.caller()), last(call))
                .asTuple()
                .map(read -> new AgentPanel.Caller(
                        call.caller().isEmpty() ? "号码没显示" : PhoneMask.mask(call.caller()),
                        read.getItem1() == 0 ? "第一次打来" : "以前打来 " + read.getItem1() + " 次",
                        read.getItem1() == 0 ? "" : read.getItem3(),
                        name(call.language()),
                        read.getItem2(),
                        agent.state() == AgentState.RINGING,
                        agent.isColleague() ? agent.partner() : "",
                        IntakePage.link(call.id()),
                        call.receipt()));
    }

    /** The newest call of the number before this one. */
    private Uni<String> last(LoggedCall call) {
        return call.caller().isEmpty()
                ? Uni.createFrom().item("")
                : callLog.findByNumber(call.caller(), 2)
                        .map(calls -> calls.stream()
                                .filter(other -> other.startedAt().isBefore(call.startedAt()))
                                .findFirst()
                                .map(other -> CallRow.of(other, "", clock.instant()))
                                .map(row -> row.at() + "，" + row.outcome())
                                .orElse(""));
    }

    private Uni<List<AgentPanel.Ticket>> tickets(String caller) {
        return ticketsOfNumber
                .open(caller)
                .map(rows -> rows.stream()
                        .map(row -> new AgentPanel.Ticket(
                                row.ticket().no().value(),
                                row.title(),
                                StatusLabel.of(row.ticket()).word()))
                        .toList());
    }

    private static AgentPanel.Row row(AgentStatus agent, Instant now) {
        return new AgentPanel.Row(
                agent.name(),
                agent.extension(),
                agent.languages().stream().map(AgentPanelReader::name).collect(Collectors.joining("、")),
                AgentWords.of(agent, now),
                agent.state() == AgentState.READY);
    }

    private static String name(String language) {
        return language.isEmpty() ? "" : CallLanguages.name(language);
    }

    private static List<AgentPanel.Colleague> colleagues(List<AgentStatus> agents, AgentStatus own) {
        return agents.stream()
                .filter(agent ->
                        agent.state() == AgentState.READY && !agent.login().equals(own.login()))
                .map(agent -> new AgentPanel.Colleague(agent.login(), agent.name()))
                .toList();
    }

    private Optional<List<AgentPanel.Colleague>> heard(List<AgentStatus> agents, StaffMember staffMember) {
        return Optional.of(agents.stream()
                        .filter(agent -> agent.state() == AgentState.TALKING
                                && !agent.isColleague()
                                && !agent.login().equals(staffMember.login()))
                        .map(agent -> new AgentPanel.Colleague(agent.login(), agent.name()))
                        .toList())
                .filter(talking -> teamLeads.include(staffMember));
    }

    private static AgentPanel.Own own(AgentStatus agent, List<AgentPanel.Colleague> colleagues, Instant now) {
        return new AgentPanel.Own(
                agent.extension(),
                agent.state(),
                AgentWords.of(agent, now),
                agent.pause().isPresent(),
                agent.pause().filter(AgentPause.NO_ANSWER::equals).isPresent(),
                agent.isRecordingPaused(),
                agent.isCallerOnHold(),
                agent.thirdParty(),
                agent.isColleague(),
                agent.partner(),
                colleagues);
    }

    private static String waiting(CallQueue queue, Instant now) {
        return queue.longest()
                .map(since -> "排队 " + queue.waiting() + " 个，最久 "
                        + Duration.between(since, now).toSeconds() + " 秒")
                .orElse("");
    }
}
