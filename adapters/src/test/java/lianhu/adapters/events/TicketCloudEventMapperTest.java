package lianhu.adapters.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class TicketCloudEventMapperTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TicketNo NO = TicketNo.of(LocalDate.of(2026, 11, 20), new AreaCode("621099"), 1);
    private static final Instant AT = Instant.parse("2026-11-20T02:05:00Z");
    private static final Instant DUE = Instant.parse("2026-11-27T10:00:00Z");
    private static final Owner GRID = new Owner(OwnerType.GRID, "621099101201", "网格员小王");
    private static final Actor PERSON = new Actor(Actor.Type.POST, "zhou.shen", "周婶");

    @Test
    void thePageOfTheDocumentationShowsOneEvent() throws IOException {
        // Given
        Matcher example = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "ticket-events.md")));
        assertEquals(true, example.find());

        // When
        JsonNode event = JSON.readTree(map(Confidentiality.OPEN, 3).orElseThrow());

        // Then
        assertEquals(JSON.readTree(example.group(1)), event);
    }

    @Test
    void anEventDescribesTheTicketAfterItAndNotAfterLaterOnes() throws IOException {
        // When
        JsonNode received = JSON.readTree(map(Confidentiality.OPEN, 1).orElseThrow());
        JsonNode accepted = JSON.readTree(map(Confidentiality.OPEN, 4).orElseThrow());

        // Then
        assertEquals("lianhu.ticket.received.v1", received.path("type").asText());
        assertEquals(1, received.path("data").path("seq").asInt());
        assertEquals("TRIAGED", received.path("data").path("state").asText());
        assertEquals("ACCEPTED", accepted.path("data").path("state").asText());
    }

    @Test
    void wordsAndPersonsAreLeftOut() {
        for (int seq = 1; seq <= history(Confidentiality.OPEN).size(); seq++) {
            // When
            String json = map(Confidentiality.PRIVATE, seq).orElseThrow();

            // Then
            for (String personal : List.of("网格员小王", "周婶", "zhou.shen", "换了灯泡")) {
                assertFalse(json.contains(personal), json);
            }
        }
    }

    @Test
    void aSealedTicketIsLeftOut() {
        assertEquals(Optional.empty(), map(Confidentiality.SEALED, 1));
        assertEquals(Optional.empty(), map(Confidentiality.SEALED, 4));
    }

    /** Who counts the events leaves those of drills out. */
    @Test
    void eachEventOfADrillSaysSo() throws IOException {
        List<TicketEvent> history = new ArrayList<>(history(Confidentiality.OPEN));
        history.set(0, event(1, new Change.Received(new ReceiptNo("100000012"), Channel.API, true)));

        for (int seq = 1; seq <= history.size(); seq++) {
            JsonNode event = JSON.readTree(
                    TicketCloudEventMapper.map("621099", NO, history, seq).orElseThrow());
            assertEquals(true, event.path("data").path("drill").booleanValue());
        }
    }

    @Test
    void aHistoryWithAGapIsRefused() {
        List<TicketEvent> history = history(Confidentiality.OPEN);
        List<TicketEvent> gap = List.of(history.get(0), history.get(1), history.get(3));

        assertThrows(IllegalArgumentException.class, () -> TicketCloudEventMapper.map("621099", NO, gap, 3));
    }

    private static Optional<String> map(Confidentiality confidentiality, int seq) {
        return TicketCloudEventMapper.map("621099", NO, history(confidentiality), seq);
    }

    private static List<TicketEvent> history(Confidentiality confidentiality) {
        return List.of(
                event(1, new Change.Received(new ReceiptNo("100000012"), Channel.GROUP)),
                event(
                        2,
                        new Change.Triaged(
                                RequestKind.HELP,
                                "路灯",
                                Urgency.NORMAL,
                                new AreaCode("621099101201001"),
                                confidentiality,
                                SmallCountyFixture.route(),
                                DUE)),
                event(3, new Change.Dispatched(GRID, List.of(), DUE, false)),
                event(4, new Change.Accepted(false)),
                event(5, new Change.ResultSubmitted(true)));
    }

    private static TicketEvent event(int seq, Change change) {
        return new TicketEvent(seq, AT, PERSON, change, "换了灯泡", List.of(), Optional.empty());
    }
}
