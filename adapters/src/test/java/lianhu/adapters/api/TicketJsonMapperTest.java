package lianhu.adapters.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.TicketQueries.ReportText;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class TicketJsonMapperTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-25T09:30:00Z");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final AreaCode GRID = new AreaCode("621099101201001");
    private static final Owner KEEPER = new Owner(OwnerType.GRID, GRID.value(), "网格员小王");
    private static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TicketJsonMapper jsons = new TicketJsonMapper(new AreaTree(List.of(
            new Area(new AreaCode("621099"), "云溪县", Area.Kind.COMMON, ""),
            new Area(new AreaCode("621099101"), "云溪镇", Area.Kind.COMMON, ""),
            new Area(new AreaCode("621099101201"), "上河村", Area.Kind.COMMON, ""),
            new Area(GRID, "上河第一网格", Area.Kind.COMMON, ""))));

    @Test
    void aTicketIsWrittenAsPartnersRelyOn() throws IOException {
        // Given
        JsonNode golden;
        try (InputStream file = TicketJsonMapperTest.class.getResourceAsStream("ticket.json")) {
            golden = JSON.readTree(file);
        }
        // When
        JsonNode written = JSON.valueToTree(jsons.full(file()));
        // Then
        assertEquals(golden.toPrettyString(), written.toPrettyString());
    }

    @Test
    void aListLeavesOutWordsAndHistory() {
        // When
        JsonNode written = JSON.valueToTree(jsons.summary(new Row(file().ticket(), "路灯坏了", file().receipts())));
        // Then
        for (String name : List.of("text", "attachments", "deliveries", "history")) {
            assertFalse(written.has(name), name);
        }
        assertTrue(written.has("mergedInto"));
    }

    private static TicketDetails file() {
        RoutingDecision routingDecision = new RoutingDecision(
                KEEPER, List.of(), "路灯", List.of("话里有“路灯”，规则“路灯”"), 0.93, "hash", List.of(DESK), Optional.empty());
        List<TicketEvent> history = List.of(
                event(1, new Change.Received(RECEIPT, Channel.GROUP)),
                event(
                        2,
                        new Change.Triaged(
                                RequestKind.HELP,
                                "1101",
                                Urgency.NORMAL,
                                GRID,
                                Confidentiality.OPEN,
                                routingDecision,
                                DUE)),
                event(3, new Change.Dispatched(KEEPER, List.of(), DUE, false)));
        return new TicketDetails(
                Ticket.replay(new TicketNo("GD20261121621099000376"), history),
                "路灯坏了",
                List.of(new ReportText(RECEIPT, "路灯坏了三天了", List.of(new AttachmentId("a".repeat(64))), AT)),
                List.of(new ReceiptInfo(RECEIPT, Channel.GROUP, "李*", "", AT)),
                history,
                List.of(new Delivery(
                        7,
                        Optional.of(new TicketNo("GD20261121621099000376")),
                        3,
                        Optional.of(RECEIPT),
                        NoticeType.RECEIPT,
                        new Recipient.Group("wrGROUP"),
                        Channel.GROUP,
                        DeliveryState.SENT,
                        "当场答复",
                        0,
                        AT)));
    }

    private static TicketEvent event(int seq, Change change) {
        return new TicketEvent(seq, AT, Actor.GATEWAY, change, "", List.of(), Optional.empty());
    }
}
