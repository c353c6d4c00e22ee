package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffAuthenticator.LoginResult;
import lianhu.desk.format.DemoMode;
import lianhu.templates.CountyContact;
import org.junit.jupiter.api.Test;

class LoginPageTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final DemoMode NO_DEMONSTRATION = new DemoMode(false, 8090);

    private final LoginPage loginPage = new LoginPage(
            new StaffAuthenticator(
                    NO_DEMONSTRATION,
                    new StaffAuthenticatorTest.PasswordSettings(Optional.empty()),
                    new SessionKey(BootstrapPasswordFile.random(32)),
                    new StaffAuthenticatorTest.InMemoryAccounts(),
                    new StaffAuthenticatorTest.InMemoryRevocations(),
                    DeskFixture.OWNERS,
                    DeskFixture.POSTS,
                    InstantSource.fixed(DeskFixture.NOW)),
            PageRenderHarness.pages(),
            NO_DEMONSTRATION,
            new CountyContact("热线 0935-1", "值班室 0935-2", "https://lianhu.example.gov.cn"),
            false);

    @Test
    void whoIsSlowedDownIsToldWhenToTryAgain() {
        // When
        Response page = respond(new LoginResult.Throttled(Duration.ofMillis(41_500)));
        // Then
        assertEquals(429, page.getStatus());
        assertEquals("42", page.getHeaderString("Retry-After"));
        assertTrue(String.valueOf(page.getEntity()).contains("请过 42 秒再试"), String.valueOf(page.getEntity()));
    }

    @Test
    void afterTheLoginTheBrowserStaysOnThisServerAndIsKnown() {
        // Given
        DeviceCookie device = DeviceCookie.issue("desk", "key".getBytes(StandardCharsets.US_ASCII), DeskFixture.NOW);
        // When
        Response page = respond(new LoginResult.Success("session", device));
        // Then
        assertEquals(303, page.getStatus());
        assertEquals("/desk", page.getHeaderString("Location"));
        assertEquals(device.value(), cookie(page, device.name()));
        assertEquals("session", cookie(page, StaffSession.COOKIE));
    }

    @Test
    void theLoginLeadsBackToThePageWhoseSessionWasOverAndNowhereElse() {
        // Then
        assertEquals("/desk/tickets/GD1?a=%E8%B7%AF", ReturnPath.of("/desk/tickets/GD1?a=%E8%B7%AF"));
        for (String other : List.of(
                "",
                "//evil.example",
                "https://evil.example/desk",
                "/desk//\\evil",
                "/deskevil",
                "/desk/a\r\nSet-Cookie: a",
                "/track/1")) {
            assertEquals("/desk", ReturnPath.of(other), other);
        }
        assertEquals("/desk/login?back=%2Fdesk%2Ftickets%2FGD1", ReturnPath.login("/desk/tickets/GD1"));
        assertEquals("/desk/login", ReturnPath.login("/desk"));
        assertEquals("/desk", ReturnPath.of("/desk/login"), "no loop");
    }

    @Test
    void afterTheLoginTheBrowserIsOnThePageItCameFrom() {
        // Given
        DeviceCookie device = DeviceCookie.issue("desk", "key".getBytes(StandardCharsets.US_ASCII), DeskFixture.NOW);
        // When
        Response page = loginPage
                .respond(new LoginResult.Success("session", device), true, "/desk/tickets/GD1")
                .await()
                .atMost(TIMEOUT);
        // Then
        assertEquals("/desk/tickets/GD1", page.getHeaderString("Location"));
    }

    private static String cookie(Response page, String name) {
        return Objects.requireNonNull(page.getCookies().get(name)).getValue();
    }

    private Response respond(LoginResult result) {
        return loginPage.respond(result, true, "/desk").await().atMost(TIMEOUT);
    }
}
