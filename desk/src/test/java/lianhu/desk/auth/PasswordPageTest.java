package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lianhu.core.ticket.Actor;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class PasswordPageTest {
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk", "周敏"), "zhou.min");

    @Test
    void theCurrentPasswordIsAskedAndTheNewOneShownOnce() {
        // When
        String form = page(new PasswordPage.View("zhou.min", false, "", "现在的口令不对，没有换。"));
        String done = page(new PasswordPage.View("desk", true, "ABCD-EFGH-JKMN-PQRS", ""));
        // Then
        assertTrue(form.contains("name=\"current\" type=\"password\" required"), form);
        assertTrue(form.contains("现在的口令不对"), form);
        assertFalse(form.contains("大家共用"), form);
        assertTrue(done.contains("ABCD-EFGH-JKMN-PQRS"), done);
        assertTrue(done.contains("大家共用 desk，换了要告诉每个人"), done);
        assertFalse(done.contains("name=\"current\""), done);
    }

    private static String page(PasswordPage.View view) {
        return PageRenderHarness.pages()
                .page("password", view, "换口令", "staff", STAFF, "")
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
