package lianhu.desk;

import static lianhu.desk.DeskFixture.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.UntranscribedVoice;
import lianhu.desk.DeskFixture.TicketScenario;
import lianhu.desk.ticket.SimilarTickets;
import org.junit.jupiter.api.Test;

class SimilarTicketsTest {
    @Test
    void otherOpenTicketsOfTheSameCategoryAtTheSamePlaceAreNamed() {
        // Given
        TicketScenario one = leak(50, "48270011", Confidentiality.OPEN);
        List<TicketQueries.Row> found = Stream.of(
                        one,
                        leak(51, "48270022", Confidentiality.OPEN),
                        leak(52, "48270033", Confidentiality.SEALED),
                        leak(53, "48270044", Confidentiality.OPEN),
                        leak(54, "48270055", Confidentiality.OPEN),
                        leak(55, "48270066", Confidentiality.OPEN))
                .map(TicketScenario::row)
                .toList();
        // When
        List<SimilarTickets.Row> similar = SimilarTickets.of(one.row().ticket(), found, DeskFixture.NOW);
        String part = PageRenderHarness.pages()
                .part("similar", "rows", similar)
                .await()
                .indefinitely();
        String none = PageRenderHarness.pages()
                .part("similar", "rows", List.of())
                .await()
                .indefinitely();
        // Then
        assertEquals(
                List.of("4827 0022", "4827 0044", "4827 0055"),
                similar.stream().map(SimilarTickets.Row::receipt).toList());
        assertTrue(part.contains("像同一件事"), part);
        assertTrue(part.contains("data-into=\"4827 0022\""), part);
        assertFalse(none.contains("像同一件事"), none);
    }

    /** Who is merged into a ticket reads its result. */
    @Test
    void whoReportsNextIsNotOfferedAMatterOfOnePerson() {
        List<TicketQueries.Row> found = Stream.of(
                        leak(51, "48270022", Confidentiality.PRIVATE),
                        leak(52, "48270033", Confidentiality.SEALED),
                        leak(53, "48270044", Confidentiality.OPEN))
                .map(TicketScenario::row)
                .toList();

        List<SimilarTickets.Row> similar = SimilarTickets.in(
                DeskFixture.GRID.parent().orElseThrow(),
                found.getFirst().ticket().category(),
                found,
                DeskFixture.NOW);

        assertEquals(
                List.of("4827 0044"),
                similar.stream().map(SimilarTickets.Row::receipt).toList());
    }

    @Test
    void twoVoiceMessagesAreNotCalledTheSameMatter() {
        // Given
        TicketScenario voice = voice(60, "48270077");
        List<TicketQueries.Row> found = List.of(
                voice(61, "48270088").row(),
                leak(51, "48270022", Confidentiality.OPEN).row());
        // When
        List<SimilarTickets.Row> ofVoice = SimilarTickets.of(voice.row().ticket(), found, DeskFixture.NOW);
        List<SimilarTickets.Row> ofWords = SimilarTickets.of(
                leak(50, "48270011", Confidentiality.OPEN).row().ticket(), found, DeskFixture.NOW);
        // Then
        assertEquals(List.of(), ofVoice);
        assertEquals(
                List.of("4827 0022"),
                ofWords.stream().map(SimilarTickets.Row::receipt).toList());
    }

    private static TicketScenario voice(int number, String receipt) {
        return new TicketScenario(
                        number, receipt, UntranscribedVoice.TITLE, UntranscribedVoice.PLACEHOLDER, at("23T09:00"))
                .triaged(
                        UntranscribedVoice.TITLE,
                        DeskFixture.WATER,
                        Urgency.NORMAL,
                        Confidentiality.OPEN,
                        at("26T17:30"));
    }

    private static TicketScenario leak(int number, String receipt, Confidentiality confidentiality) {
        return new TicketScenario(number, receipt, "水塔漏水", "水塔漏水", at("23T09:00"))
                .triaged(DeskFixture.WATER, Urgency.NORMAL, confidentiality, at("26T17:30"));
    }
}
