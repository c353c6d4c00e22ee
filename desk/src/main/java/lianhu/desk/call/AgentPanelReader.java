package lianhu.desk.call;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallQueue;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.PhoneMask;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.ticket.State;
import lianhu.desk.auth.TeamLeads;
import lianhu.desk.format.StaffMember;
import lianhu.desk.format.StatusLabel;

/** Reads what an agent has to see: who rings, who called before from this number, and which tickets are open. */
@ApplicationScoped
class AgentPanelReader {
    private static final int MAX_TICKETS = 5;
    private static final Set<State> OPEN =
            Arrays.stream(State.values()).filter(state -> !state.isOver()).collect(Collectors.toUnmodifiableSet());

    private final AgentSessions agentSessions;
    private final CallLog callLog;
    private final TicketQueries ticketQueries;
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
        this.ticketQueries = ticketQueries;
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

    private Uni<Optional<AgentPanel.Caller>> caller(Optional<AgentStatus> own) {
        // Who has left a talk to another writes down what was said, and the call is the other's.
        Optional<AgentStatus> busy = own.filter(agent -> !agent.call().isEmpty())
                .filter(agent -> agent.state() == AgentState.RINGING
                        || agent.state() == AgentState.TALKING
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
                .unis(callLog.countEarlier(call.id()), tickets(call.caller()))
                .asTuple()
                .map(read -> new AgentPanel.Caller(
                        call.caller().isEmpty() ? "号码没显示" : PhoneMask.mask(call.caller()),
                        read.getItem1() == 0 ? "第一次打来" : "以前打来 " + read.getItem1() + " 次",
                        name(call.language()),
                        read.getItem2(),
                        agent.state() == AgentState.RINGING,
                        agent.isColleague() ? agent.partner() : "",
                        CallRow.intakeLink(call.id()),
                        call.receipt()));
    }

    private Uni<List<AgentPanel.Ticket>> tickets(String caller) {
        // As a report has it: exchanges write one number in several ways.
        String number = PhoneNumberParser.parse(caller).orElse("");
        return number.isEmpty()
                ? Uni.createFrom().item(List.of())
                : ticketQueries
                        .list(
                                new TicketQueries.Query(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        OPEN,
                                        Optional.empty(),
                                        number,
                                        "",
                                        MAX_TICKETS,
                                        Optional.empty(),
                                        new SearchFilter(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                "",
                                                Optional.of(number),
                                                false,
                                                List.of()),
                                        TicketQueries.Order.NEWEST),
                                Viewer.DESK)
                        .map(page -> page.items().stream()
                                // That somebody has sealed a report must not follow from a call.
                                .filter(row -> row.ticket().confidentiality() != Confidentiality.SEALED)
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
