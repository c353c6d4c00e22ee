package lianhu.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ErasureBasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureRequestTest {
    private static final List<PersonDetails> PERSONS = List.of(new PersonDetails("wmLI", "李大爷", "15400001234"));

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "李大爷要求", "电话 15400001234 的人要求", "受理号 4827 1938", "154-0000-9999 来电", "wmLI 要求"})
    void theReasonStaysAndThereforeNamesNobody(String reason) {
        assertTrue(rejection(reason).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"本人到窗口要求，核对过身份", "2026年12月1日来信", "第 12 号决定"})
    void anOrdinaryReasonIsTaken(String reason) {
        assertEquals(Optional.empty(), rejection(reason));
    }

    @Test
    void aLongReasonIsRefused() {
        assertEquals(Optional.of("理由太长，最多 100 个字"), rejection("长".repeat(101)));
    }

    private static Optional<String> rejection(String reason) {
        return new ErasureRequest(ErasureBasis.REPORTER, new Actor(Actor.Type.DESK, "cli", "陈静"), reason, false)
                .rejection(PERSONS);
    }
}
