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
            session over, login at /desk/login?back=%2Fdesk%2Ftickets%2FGD1%3Ff%3Dall
            the notice after the login: 明天停水, opened, place chosen
            after an error page: 小陈, opened
            the next post: nothing
            the same post: 小段, opened
            after the log-out: nothing
            the next call: nothing, key k2
            the same call after a reload: 路灯坏了, opened, key k1
            another form of the page: nothing
            the same form: 请来看看, opened
            """, printed);
    }
}
