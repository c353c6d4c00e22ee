package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsAuditTest {
    @Test
    void callsThatAddUpHaveNoFault() {
        CallsAudit audit = new CallsAudit(10, Map.of("TICKET", 8L, "CALLBACK_TASK", 1L, "EMPTY_CALL", 1L), 0, 0, 0, 0);

        assertEquals(List.of(), audit.faults(10, 8, 1));
    }

    @Test
    void whatDoesNotAddUpIsNamed() {
        CallsAudit audit = new CallsAudit(9, Map.of("TICKET", 7L, "EMPTY_CALL", 2L), 1, 2, 3, 4);

        assertEquals(
                List.of(
                        "9 rows of 10 calls",
                        "1 calls are open",
                        "2 calls have no ticket",
                        "3 reports are doubled",
                        "4 calls were left to the dialplan",
                        "7 tickets of 8 callers who spoke",
                        "2 empty calls of 1 silent callers without a number",
                        "0 tasks to call back of 1 silent callers with a number"),
                audit.faults(10, 8, 1));
    }
}
