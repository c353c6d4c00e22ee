package lianhu.adapters.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeJsonTest {
    private static final Instant DUE = Instant.parse("2026-11-25T10:00:00.123456Z");
    private static final Owner GRID = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
    private static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final TicketNo OTHER = new TicketNo("GD20261121621099000013");
    private static final RoutingDecision ROUTE = new RoutingDecision(
            GRID,
            List.of(HOUSING),
            "派单目录",
            List.of("话里有“路灯”", "把握 93%"),
            0.93,
            "abc123",
            List.of(HOUSING, GRID),
            Optional.of(new AreaCode("621099101201")));

    static Stream<Change> everyChange() {
        return Stream.of(
                new Change.Received(RECEIPT, Channel.GROUP),
                new Change.Received(RECEIPT, Channel.API, true),
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        Urgency.URGENT,
                        new AreaCode("621099"),
                        Confidentiality.PRIVATE,
                        ROUTE,
                        DUE),
                new Change.Dispatched(GRID, List.of(HOUSING), DUE, true),
                new Change.Accepted(false),
                new Change.Accepted(true),
                new Change.AcceptanceOverdue(),
                new Change.ExtensionRequested(DUE),
                new Change.ExtensionGranted(DUE),
                new Change.ExtensionRefused(),
                new Change.ReporterAsked(DUE),
                new Change.ReporterReminded(),
                new Change.Resumed(Change.Resumed.Reason.NO_ANSWER, DUE, Duration.ofMinutes(95)),
                new Change.Returned(HOUSING),
                new Change.ResultSubmitted(false),
                new Change.ResultSubmitted(true, true),
                new Change.ResultPassed(),
                new Change.ResultRejected(DUE),
                new Change.Supervised(DUE),
                new Change.SupervisionAnswered(),
                new Change.SupervisionOverdue(),
                new Change.Closed(Change.Closed.Reason.NO_OBJECTION),
                new Change.Reopened(DUE),
                new Change.Merged(OTHER),
                new Change.MergedFrom(OTHER),
                new Change.Withdrawn(),
                new Change.Supplemented(Optional.of(RECEIPT)),
                new Change.Supplemented(Optional.empty()),
                new Change.DisclosureRequested(),
                new Change.DisclosureApproved(),
                new Change.DisclosureViewed(),
                new Change.Acknowledged(),
                new Change.DueDateRecounted(DUE),
                new Change.DeadlineReached(DeadlineStep.THREE_DAYS_OVERDUE),
                new Change.Consulted(2, ConsultationKind.WHISTLE, Change.Consulted.Step.OPENED),
                new Change.Consulted(2, ConsultationKind.WHISTLE, Change.Consulted.Step.ANSWERED),
                new Change.Consulted(1, ConsultationKind.MEETING, Change.Consulted.Step.OVERDUE),
                new Change.Consulted(3, ConsultationKind.MEDIATION, Change.Consulted.Step.ENDED),
                new Change.Transcribed(),
                new Change.Erased(
                        Set.of(ContentKind.WORDS, ContentKind.PERSONS, ContentKind.ATTACHMENTS),
                        Set.of(ContentKind.WORDS),
                        ErasureBasis.GUARDIAN));
    }

    @ParameterizedTest
    @MethodSource("everyChange")
    void whatIsReadEqualsWhatWasWritten(Change change) {
        assertEquals(change, ChangeJson.read(change.type(), ChangeJson.write(change)));
    }

    @Test
    void everyTypeIsAmongThem() {
        Set<EventType> written = everyChange().map(Change::type).collect(Collectors.toSet());
        assertEquals(Set.of(EventType.values()), written);
    }

    /** Stored histories depend on these names. */
    @Test
    void theNamesStayAsTheyAre() {
        assertEquals(
                "{\"lead\":{\"type\":\"GRID\",\"id\":\"621099101201001\",\"name\":\"网格员小王\"},\"helpers\":[],"
                        + "\"due\":\"2026-11-25T10:00:00.123456Z\",\"byHead\":false}",
                ChangeJson.write(new Change.Dispatched(GRID, List.of(), DUE, false)));
        assertEquals(ROUTE, RoutingJson.route(RoutingJson.write(ROUTE)));
        assertEquals(List.of(GRID, HOUSING), RoutingJson.owners(RoutingJson.write(List.of(GRID, HOUSING))));
    }
}
