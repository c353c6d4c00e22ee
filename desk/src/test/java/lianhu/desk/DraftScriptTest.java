package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.fixture.NodeScript;
import org.junit.jupiter.api.Test;

/** The script that keeps what is typed at the desk, on a page of fakes. */
class DraftScriptTest {
    @Test
    void whatWasTypedIsThereAgainAfterTheLoginAndForNobodyElse() throws Exception {
        // When
        String printed = NodeScript.run("draft.mjs", "desk/draft.js");
        // Then
        assertEquals("""
            session over, login at /desk/login?back=%2Fdesk%2Ftickets%2FGD1%3Ff%3Dall
            still there: 井盖又没了，在东头
            another login: nothing
            after the login: 井盖又没了，在东头, opened
            once taken: nothing
            after the log-out: nothing
            """, printed);
    }
}
