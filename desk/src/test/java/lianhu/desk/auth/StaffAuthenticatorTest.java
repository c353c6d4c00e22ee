package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.roster.StaffAccounts;
import lianhu.desk.DeskFixture;
import lianhu.desk.auth.StaffAuthenticator.LoginResult;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffAuthenticatorTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String ADDRESS = "127.0.0.1";
    private static final PasswordHash.GeneratedPassword PASSWORD = PasswordHash.generate();

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private Instant now = DeskFixture.NOW;
    private String firstPassword = "";
    private StaffAuthenticator staffAuthenticator = authenticator(Optional.empty());

    @BeforeEach
    void start(@TempDir Path folder) {
        Path file = folder.resolve("desk-password");
        firstPassword = BootstrapPasswordFile.open(file).password().orElseThrow();
        staffAuthenticator = authenticator(Optional.of(file));
        accounts.add(new StaffAccounts.Account("chen.jing", "陈静", PASSWORD.hash()), "desk:desk")
                .await()
                .atMost(TIMEOUT);
    }

    @Test
    void aNamedAccountActsUnderItsOwnNameAndTheFirstLoginAsTheDesk() {
        // When
        Optional<StaffMember> named = member(cookie("chen.jing", PASSWORD.password()));
        Optional<StaffMember> first = member(cookie("desk", firstPassword));
        // Then
        assertEquals("chen.jing", named.orElseThrow().login());
        assertEquals("陈静", named.orElseThrow().name());
        assertEquals("desk", first.orElseThrow().login());
        assertEquals("云溪县受理台", first.orElseThrow().name());
    }

    @Test
    void aWithdrawnAccountEndsItsSessionAtTheNextRequest() {
        // Given
        String cookie = cookie("chen.jing", PASSWORD.password());
        // When
        accounts.withdraw("chen.jing").await().atMost(TIMEOUT);
        // Then
        assertEquals(Optional.empty(), member(cookie));
        assertInstanceOf(LoginResult.BadCredentials.class, login("chen.jing", PASSWORD.password()));
    }

    @Test
    void aSessionEndsAfterAShiftAndAForgedCookieIsNoSession() {
        // Given
        String cookie = cookie("chen.jing", PASSWORD.password());
        // When
        now = now.plus(StaffSession.SHIFT);
        // Then
        assertEquals(Optional.empty(), member(cookie));
        assertEquals(Optional.empty(), member(StaffSession.SECOND_PERSON));
        assertEquals(Optional.empty(), member(""));
    }

    @Test
    void wrongPasswordsOfOneAccountDoNotLockOutOthersOfTheSameAddress() {
        // When
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(LoginResult.BadCredentials.class, login("chen.jing", "WRONG"));
        }
        // Then
        assertInstanceOf(LoginResult.Throttled.class, login("chen.jing", PASSWORD.password()));
        assertInstanceOf(LoginResult.Success.class, login("desk", firstPassword));
        now = now.plus(Duration.ofMinutes(1));
        assertInstanceOf(LoginResult.Success.class, login("chen.jing", PASSWORD.password()));
    }

    @Test
    void theRightPasswordFromABrowserThatLoggedInBeforeIsNeverRefusedBecauseOfOthers() {
        // Given
        DeviceCookie device = assertInstanceOf(LoginResult.Success.class, login("chen.jing", PASSWORD.password()))
                .device();
        Map<String, String> cookies = Map.of(device.name(), device.value());
        for (int i = 0; i < 6; i++) {
            login("chen.jing", "WRONG");
        }
        // When
        LoginResult own = login("chen.jing", PASSWORD.password(), cookies);
        // Then
        assertInstanceOf(LoginResult.Throttled.class, login("chen.jing", PASSWORD.password()));
        assertInstanceOf(LoginResult.Success.class, own);
    }

    @Test
    void withoutAPasswordFileNobodyLogsIn() {
        // Given
        staffAuthenticator = authenticator(Optional.empty());
        // Then
        assertInstanceOf(LoginResult.Disabled.class, login("chen.jing", PASSWORD.password()));
        assertEquals(Optional.empty(), member(""));
    }

    private StaffAuthenticator authenticator(Optional<Path> file) {
        return new StaffAuthenticator(
                new DemoMode(false, 8090), () -> file, accounts, DeskFixture.OWNERS, DeskFixture.POSTS, () -> now);
    }

    private LoginResult login(String name, String password) {
        return login(name, password, Map.of());
    }

    private LoginResult login(String name, String password, Map<String, String> cookies) {
        return staffAuthenticator
                .login(name, password, ADDRESS, cookies)
                .await()
                .atMost(TIMEOUT);
    }

    private String cookie(String name, String password) {
        return assertInstanceOf(LoginResult.Success.class, login(name, password))
                .cookie();
    }

    private Optional<StaffMember> member(String cookie) {
        return staffAuthenticator.authenticate(cookie).await().atMost(TIMEOUT);
    }

    static final class InMemoryAccounts implements StaffAccounts {
        private final Map<String, Account> accounts = new HashMap<>();

        @Override
        public Uni<List<Entry>> all() {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<Account>> find(String login) {
            return Uni.createFrom().item(Optional.ofNullable(accounts.get(login)));
        }

        @Override
        public Uni<Boolean> add(Account account, String madeBy) {
            return Uni.createFrom().item(accounts.putIfAbsent(account.login(), account) == null);
        }

        @Override
        public Uni<Boolean> withdraw(String login) {
            return Uni.createFrom().item(accounts.remove(login) != null);
        }
    }
}
