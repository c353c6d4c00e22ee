package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import lianhu.core.roster.SessionRevocations;
import lianhu.core.roster.StaffAccounts;
import lianhu.desk.DeskFixture;
import lianhu.desk.auth.StaffAuthenticator.LoginResult;
import lianhu.desk.auth.StaffAuthenticator.PasswordChange;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffAuthenticatorTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String ADDRESS = "127.0.0.1";
    private static final SessionKey SESSION_KEY = new SessionKey(BootstrapPasswordFile.random(32));
    private static final PasswordHash.GeneratedPassword PASSWORD = PasswordHash.generate();

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRevocations revocations = new InMemoryRevocations();
    private Instant now = DeskFixture.NOW;
    private String firstPassword = "";
    private Path passwordFile = Path.of("desk-password");
    private StaffAuthenticator staffAuthenticator = authenticator(Optional.empty());

    @BeforeEach
    void start(@TempDir Path folder) {
        Path file = folder.resolve("desk-password");
        passwordFile = file;
        firstPassword = BootstrapPasswordFile.open(file).password().orElseThrow();
        staffAuthenticator = authenticator(Optional.of(file));
        for (String[] person : new String[][] {{"chen.jing", "陈静"}, {"li.qiang", "李强"}}) {
            accounts.add(new StaffAccounts.Account(person[0], person[1], PASSWORD.hash()), "desk:desk")
                    .await()
                    .atMost(TIMEOUT);
        }
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
    void aSessionOfAWithdrawnAccountStaysEndedWhenAnotherPersonGetsTheLogin() {
        // Given
        String cookie = cookie("chen.jing", PASSWORD.password());
        accounts.withdraw("chen.jing").await().atMost(TIMEOUT);
        // When
        accounts.add(
                        new StaffAccounts.Account(
                                "chen.jing", "陈静静", PasswordHash.generate().hash()),
                        "desk:desk")
                .await()
                .atMost(TIMEOUT);
        // Then
        assertEquals(Optional.empty(), member(cookie));
    }

    @Test
    void aCookieIsWorthNothingAfterTheLogOutAndOtherSessionsGoOn() {
        for (String[] who : new String[][] {{"chen.jing", PASSWORD.password()}, {"desk", firstPassword}}) {
            // Given
            String cookie = cookie(who[0], who[1]);
            String other = cookie(who[0], who[1]);
            // When
            staffAuthenticator.logout(cookie).await().atMost(TIMEOUT);
            // Then
            assertEquals(Optional.empty(), member(cookie), who[0]);
            assertEquals(who[0], member(other).orElseThrow().login());
        }
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsOfTheAccountAndNoOthers() {
        for (String[] who : new String[][] {{"chen.jing", PASSWORD.password()}, {"desk", firstPassword}}) {
            // Given
            String before = cookie(who[0], who[1]);
            String ofAnother =
                    who[0].equals("desk") ? cookie("li.qiang", PASSWORD.password()) : cookie("desk", firstPassword);
            // When
            PasswordChange.Changed changed =
                    assertInstanceOf(PasswordChange.Changed.class, changePassword(who[0], who[1]));
            // Then
            assertEquals(Optional.empty(), member(before), who[0]);
            assertEquals(who[0], member(changed.cookie()).orElseThrow().login());
            assertTrue(member(ofAnother).isPresent());
            assertInstanceOf(LoginResult.BadCredentials.class, login(who[0], who[1]));
            assertInstanceOf(LoginResult.Success.class, login(who[0], changed.password()));
        }
    }

    @Test
    void theFirstPasswordIsForgottenAtItsFirstUse() throws Exception {
        // Given
        Path kept = Files.writeString(BootstrapPasswordFile.firstPasswordOf(passwordFile), "encrypted");
        // When
        login("desk", "WRONG");
        boolean isKeptAfterWrong = Files.exists(kept);
        login("desk", firstPassword);
        // Then
        assertTrue(isKeptAfterWrong);
        assertFalse(Files.exists(kept));
    }

    @Test
    void onlyTheCurrentPasswordChangesOneAndGuessingIsThrottled() {
        // When
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(PasswordChange.WrongPassword.class, changePassword("desk", "WRONG"));
        }
        // Then
        assertInstanceOf(PasswordChange.Throttled.class, changePassword("desk", firstPassword));
        now = now.plus(Duration.ofMinutes(1));
        assertInstanceOf(LoginResult.Success.class, login("desk", firstPassword));
    }

    @Test
    void aSharedPasswordThatAnotherCopyChangedCountsHereToo() {
        // Given
        String before = cookie("desk", firstPassword);
        StaffAuthenticator other = authenticator(Optional.of(passwordFile));
        // When
        PasswordChange.Changed changed = assertInstanceOf(
                PasswordChange.Changed.class,
                other.changePassword("desk", firstPassword, ADDRESS).await().atMost(TIMEOUT));
        // Then
        assertEquals(Optional.empty(), member(before));
        assertTrue(member(changed.cookie()).isPresent());
        assertInstanceOf(LoginResult.Success.class, login("desk", changed.password()));
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

    /** A backup holds the password file: nothing in the file may sign a session. */
    @Test
    void aCookieForgedFromThePasswordFileIsRefused() throws Exception {
        // Given
        Properties stored = new Properties();
        try (var in = Files.newBufferedReader(passwordFile)) {
            stored.load(in);
        }
        // An older release signed with a key of the file.
        stored.setProperty("key", Base64.getEncoder().encodeToString(BootstrapPasswordFile.random(32)));
        try (var out = Files.newBufferedWriter(passwordFile)) {
            stored.store(out, "");
        }
        staffAuthenticator = authenticator(Optional.of(passwordFile));
        for (String name : stored.stringPropertyNames()) {
            byte[] key = decoded(stored.getProperty(name));
            // When
            String forged = StaffSession.start("desk", sharedPasswordHash(), key, now.plus(StaffSession.SHIFT))
                    .signed(key);
            // Then
            assertEquals(Optional.empty(), member(forged), name);
        }
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

    /** Settings that name nobody. */
    record PasswordSettings(Optional<Path> passwordFile) implements DeskSettings {
        @Override
        public Optional<Set<String>> teamLeads() {
            return Optional.empty();
        }

        @Override
        public Optional<Set<String>> personSearch() {
            return Optional.empty();
        }

        @Override
        public Optional<Set<String>> drill() {
            return Optional.empty();
        }
    }

    private StaffAuthenticator authenticator(Optional<Path> file) {
        return new StaffAuthenticator(
                new DemoMode(false, 8090),
                new PasswordSettings(file),
                SESSION_KEY,
                accounts,
                revocations,
                DeskFixture.OWNERS,
                DeskFixture.POSTS,
                () -> now);
    }

    /** The bytes of a Base64 value; those of the text itself where it is no Base64. */
    private static byte[] decoded(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException plain) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    private String sharedPasswordHash() {
        return BootstrapPasswordFile.open(passwordFile).file().passwordHash();
    }

    private PasswordChange changePassword(String login, String current) {
        return staffAuthenticator
                .changePassword(login, current, ADDRESS)
                .await()
                .atMost(TIMEOUT);
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
        public Uni<Boolean> changePassword(String login, String oldHash, String newHash) {
            Account known = accounts.get(login);
            if (known == null || !known.passwordHash().equals(oldHash)) {
                return Uni.createFrom().item(false);
            }
            accounts.put(login, new Account(login, known.name(), newHash));
            return Uni.createFrom().item(true);
        }

        @Override
        public Uni<Boolean> withdraw(String login) {
            return Uni.createFrom().item(accounts.remove(login) != null);
        }
    }

    static final class InMemoryRevocations implements SessionRevocations {
        private final Set<String> revoked = new HashSet<>();

        @Override
        public Uni<Void> revoke(String id, Duration remaining) {
            revoked.add(id);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Boolean> isRevoked(String id) {
            return Uni.createFrom().item(revoked.contains(id));
        }
    }
}
