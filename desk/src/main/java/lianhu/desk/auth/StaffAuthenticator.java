package lianhu.desk.auth;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.roster.SessionRevocations;
import lianhu.core.roster.StaffAccounts;
import lianhu.core.roster.StaffAccounts.Account;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;

/** Checks passwords and sessions. In a demonstration every visitor is the county's first dispatcher. */
@Singleton
final class StaffAuthenticator {
    private final DemoMode demoMode;
    private final Optional<SharedLogin> sharedLogin;
    private final SessionKey sessionKey;
    private final LoginThrottle loginThrottle;
    private final StaffAccounts accounts;
    private final SessionRevocations revocations;
    private final OwnerResolver ownerResolver;
    private final PostDirectory postDirectory;
    private final InstantSource clock;

    StaffAuthenticator(
            DemoMode demoMode,
            DeskSettings settings,
            SessionKey sessionKey,
            StaffAccounts accounts,
            SessionRevocations revocations,
            OwnerResolver ownerResolver,
            PostDirectory postDirectory,
            InstantSource clock) {
        this.demoMode = demoMode;
        this.sharedLogin =
                demoMode.isOn() ? Optional.empty() : settings.passwordFile().map(SharedLogin::new);
        this.sessionKey = sessionKey;
        this.loginThrottle = new LoginThrottle(clock);
        this.accounts = accounts;
        this.revocations = revocations;
        this.ownerResolver = ownerResolver;
        this.postDirectory = postDirectory;
        this.clock = clock;
    }

    sealed interface LoginResult {
        /** @param device to be kept by the browser for its next logins */
        record Success(String cookie, DeviceCookie device) implements LoginResult {}

        record BadCredentials() implements LoginResult {}

        /** @param delay until the next try is allowed */
        record Throttled(Duration delay) implements LoginResult {}

        /** No password file is set. */
        record Disabled() implements LoginResult {}
    }

    /**
     * Deriving the key takes a third of a second: a worker thread does it.
     *
     * @param address the client's, as {@link lianhu.core.web.ClientAddress} tells it
     * @param cookies by name; may hold the device cookie of an earlier login
     */
    Uni<LoginResult> login(String login, String password, String address, Map<String, String> cookies) {
        String name = login.strip();
        return accounts.find(name)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(account -> login(name, password, address, cookies, account));
    }

    private LoginResult login(
            String name, String password, String address, Map<String, String> cookies, Optional<Account> account) {
        if (sharedLogin.isEmpty()) {
            return new LoginResult.Disabled();
        }
        boolean hasAccount = account.isPresent() || name.equals(BootstrapPasswordFile.LOGIN);
        byte[] key = sessionKey.bytes();
        Optional<String> device =
                hasAccount ? DeviceCookie.deviceId(cookies, name, key, clock.instant()) : Optional.empty();
        Duration delay = loginThrottle.acquire(name, hasAccount, address, device);
        if (delay.isPositive()) {
            return new LoginResult.Throttled(delay);
        }
        if (!isRight(name, password, account)) {
            return new LoginResult.BadCredentials();
        }
        loginThrottle.recordSuccess(name, address, device);
        return new LoginResult.Success(
                cookie(name, account.map(Account::passwordHash).orElseGet(this::sharedPasswordHash)),
                DeviceCookie.issue(name, key, clock.instant()));
    }

    sealed interface PasswordChange {
        /** @param cookie of a new session, because all others of this account have ended */
        record Changed(String password, String cookie) implements PasswordChange {
            @Override
            public String toString() {
                return "Changed[hidden]";
            }
        }

        record WrongPassword() implements PasswordChange {}

        /** @param delay until the next try is allowed */
        record Throttled(Duration delay) implements PasswordChange {}
    }

    /** Gives an account a new password. The current one is asked: an open page at an empty desk must not be enough. */
    Uni<PasswordChange> changePassword(String login, String current, String address) {
        return accounts.find(login)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(account -> changePassword(login, current, address, account));
    }

    private Uni<PasswordChange> changePassword(
            String login, String current, String address, Optional<Account> account) {
        Duration delay = loginThrottle.acquire(login, true, address);
        if (delay.isPositive()) {
            return Uni.createFrom().item(new PasswordChange.Throttled(delay));
        }
        if (!isRight(login, current, account)) {
            return Uni.createFrom().item(new PasswordChange.WrongPassword());
        }
        loginThrottle.recordSuccess(login, address);
        if (account.isEmpty()) {
            String password = sharedLogin.orElseThrow().changePassword();
            return Uni.createFrom().item(new PasswordChange.Changed(password, cookie(login, sharedPasswordHash())));
        }
        PasswordHash.GeneratedPassword made = PasswordHash.generate();
        return accounts.changePassword(login, account.get().passwordHash(), made.hash())
                .map(isChanged -> isChanged
                        ? new PasswordChange.Changed(made.password(), cookie(login, made.hash()))
                        : new PasswordChange.WrongPassword());
    }

    private boolean isRight(String login, String password, Optional<Account> account) {
        return account.map(known -> PasswordHash.matches(known.passwordHash(), password))
                .orElseGet(() -> sharedLogin
                        .filter(shared -> shared.verify(login, password))
                        .isPresent());
    }

    private String cookie(String login, String passwordHash) {
        return StaffSession.start(
                        login, passwordHash, sessionKey.bytes(), clock.instant().plus(StaffSession.SHIFT))
                .signed(sessionKey.bytes());
    }

    private String sharedPasswordHash() {
        return sharedLogin.orElseThrow().passwordHash();
    }

    /** Ends a session for all copies of the gateway; a cookie that is not valid ends nothing. */
    Uni<Void> logout(String cookie) {
        return session(cookie)
                .map(session -> revocations.revoke(session.id(), Duration.between(clock.instant(), session.until())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * The owner of a session cookie; empty for a cookie that is not valid, that was logged out, or whose account was
     * withdrawn or got another password since.
     */
    Uni<Optional<StaffMember>> authenticate(String cookie) {
        if (demoMode.isOn()) {
            return Uni.createFrom()
                    .item(Optional.of(cookie.equals(StaffSession.SECOND_PERSON) ? secondPerson() : dispatcher()));
        }
        Optional<StaffSession> session = session(cookie);
        return session.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : revocations
                        .isRevoked(session.get().id())
                        .chain(isRevoked ->
                                isRevoked ? Uni.createFrom().item(Optional.empty()) : member(session.get()));
    }

    private Optional<StaffSession> session(String cookie) {
        return sharedLogin.flatMap(shared -> StaffSession.of(cookie, sessionKey.bytes(), clock.instant()));
    }

    /** The first login acts as the desk; named accounts act under their own names. */
    private Uni<Optional<StaffMember>> member(StaffSession session) {
        if (session.login().equals(BootstrapPasswordFile.LOGIN)) {
            return Uni.createFrom()
                    .item(Optional.of(session)
                            .filter(one -> one.isFor(sharedPasswordHash(), sessionKey.bytes()))
                            .map(one ->
                                    new StaffMember(desk(ownerResolver.desk().name()), one.login())));
        }
        return accounts.find(session.login())
                .map(account -> account.filter(known -> session.isFor(known.passwordHash(), sessionKey.bytes()))
                        .map(known -> new StaffMember(desk(known.name()), known.login())));
    }

    /** In a demonstration one visitor plays two persons: the author of a notice, and the duty officer who approves it. */
    private StaffMember secondPerson() {
        return holder(Role.DUTY)
                .map(post ->
                        new StaffMember(new Actor(Actor.Type.DESK, post.id().value(), post.person())))
                .orElseGet(() -> new StaffMember(desk("第二个人"), StaffSession.SECOND_PERSON));
    }

    private StaffMember dispatcher() {
        return new StaffMember(holder(Role.DISPATCHER)
                .map(post -> new Actor(
                        Actor.Type.DESK,
                        post.id().value(),
                        post.person() + " · " + post.role().title()))
                .orElseGet(() -> desk(ownerResolver.desk().name())));
    }

    private Optional<Post> holder(Role role) {
        return postDirectory.all().stream()
                .filter(post -> post.role() == role && post.isHeldOn(DeadlinePolicy.localDate(clock.instant())))
                .findFirst();
    }

    private Actor desk(String name) {
        return new Actor(Actor.Type.DESK, ownerResolver.desk().id(), name);
    }
}
