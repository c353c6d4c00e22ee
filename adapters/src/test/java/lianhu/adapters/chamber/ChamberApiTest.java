package lianhu.adapters.chamber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lianhu.adapters.api.Refusal;
import lianhu.adapters.chamber.ChamberApi.ErrandIn;
import lianhu.core.DoorContract;
import lianhu.core.MemoryFilings;
import lianhu.core.MemoryTickets;
import lianhu.core.Reports;
import lianhu.core.SmallCounty;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.routing.TownOfTests;
import org.junit.jupiter.api.Test;

/** What a chamber's program sends, as recorded in {@code fixtures}. */
class ChamberApiTest extends DoorContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRID = TownOfTests.AWAY_GRID.value();

    private final List<Report> told = new ArrayList<>();
    private final MemoryFilings filings = new MemoryFilings(new MemoryTickets(() -> SmallCounty.NOW));
    private final ChamberApi api = api(report -> {
        told.add(report);
        return SmallCounty.intake(filings).receive(report);
    });

    @Override
    protected Door door(Reports reports) {
        ChamberApi door = api(reports);
        return (id, words) -> say(door, id, with(words));
    }

    @Test
    void aMatterOfHomeIsToldAtHomeForTheMemberAndByNobodyElse() {
        // When
        Heard heard = hear("home.json");
        // Then
        assertEquals(201, heard.status());
        Report report = told.getFirst();
        assertEquals(TownOfTests.UNIT, report.area());
        assertEquals(Channel.AWAY, report.channel());
        assertEquals("chamber:" + GRID + ":api-m1", report.source().toString());
        assertEquals("15400002617", report.reporter().phone());
        assertTrue(report.relayer().isEmpty());
        assertTrue(report.occurredAt().isBefore(report.receivedAt()));
    }

    @Test
    void aMatterOfThePlaceOfStayIsTheAwayGrids() {
        // When
        hear("here.json");
        // Then
        assertEquals(TownOfTests.AWAY_GRID, told.getFirst().area());
    }

    @Test
    void whatIsSealedGoesPastTheChamberAndGivesNoNumber() {
        // When
        Heard heard = hear("sealed.json");
        // Then
        assertEquals(202, heard.status());
        assertEquals(ChamberView.QUIET, heard.answer());
        assertEquals(1, told.size());
    }

    @Test
    void withoutConsentNothingIsTold() {
        // When
        Heard heard = hear("without-consent.json");
        // Then
        assertEquals(422, heard.status());
        assertTrue(heard.answer().contains("本人同意"), heard.answer());
        assertEquals(List.of(), told);
    }

    @Test
    void aVillageThatIsNotKnownIsAskedForInWords() {
        // When
        Heard heard = hear("unknown-place.json");
        // Then
        assertEquals(422, heard.status());
        assertTrue(heard.answer().contains("李家庄"), heard.answer());
        assertEquals(List.of(), told);
    }

    @Test
    void anotherPlaceThanAnAwayGridHasNoSuchDoor() {
        // When
        Heard heard = refused(() -> api.send(TownOfTests.GRID.value(), "m1", read("home.json")));
        // Then
        assertEquals(404, heard.status());
        assertFalse(heard.answer().isEmpty());
    }

    private Heard hear(String fixture) {
        return say(api, "m1", read(fixture)).await().indefinitely();
    }

    private static ChamberApi api(Reports reports) {
        InstantSource clock = () -> SmallCounty.NOW;
        return new ChamberApi(new Errands(reports, TownOfTests.areas(), clock), TownOfTests.areas());
    }

    private static Uni<Heard> say(ChamberApi door, String id, ErrandIn in) {
        try {
            return door.send(GRID, id, in)
                    .map(ChamberApiTest::heard)
                    .onFailure()
                    .recoverWithItem(ChamberApiTest::failed);
        } catch (Refusal refusal) {
            return Uni.createFrom().item(failed(refusal));
        }
    }

    private static Heard refused(java.util.function.Supplier<Uni<Response>> asked) {
        try {
            return heard(asked.get().await().indefinitely());
        } catch (Refusal refusal) {
            return failed(refusal);
        }
    }

    private static Heard heard(Response response) {
        return new Heard(
                response.getStatus(),
                switch (response.getEntity()) {
                    case ChamberApi.Numbers numbers -> numbers.receipt() + " " + numbers.ticket();
                    case ChamberApi.Sentence sentence -> sentence.said();
                    default -> "";
                });
    }

    /** What ends a request as the interface answers it; of a 503 nobody keeps the words. */
    private static Heard failed(Throwable broken) {
        return broken instanceof Refusal refusal && refusal.status() != 503
                ? new Heard(refusal.status(), String.valueOf(refusal.getMessage()) + refusal.detail())
                : new Heard(503, "");
    }

    private static ErrandIn with(String words) {
        ErrandIn home = read("home.json");
        return new ErrandIn(home.member(), home.home(), home.where(), words, true, null);
    }

    private static ErrandIn read(String fixture) {
        try (InputStream file = Objects.requireNonNull(ChamberApiTest.class.getResourceAsStream(fixture), fixture)) {
            return JSON.readValue(file, ErrandIn.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
