package lianhu.desk.auth;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.roster.StaffAccounts;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;

/** Checks passwords and sessions. In a demonstration every visitor is the county's first dispatcher. */
@Singleton
final class StaffAuthenticator {
    private static final String NAME = "|";

    private final DemoMode demoMode;
    private final Optional<BootstrapPasswordFile> credentials;
    private final SessionKey sessionKey;
    private final LoginThrottle loginThrottle;
    private final StaffAccounts accounts;
    private final OwnerResolver ownerResolver;
    private final PostDirectory postDirectory;
    private final InstantSource clock;

    StaffAuthenticator(
            DemoMode demoMode,
            DeskSettings settings,
            SessionKey sessionKey,
            StaffAccounts accounts,
            OwnerResolver ownerResolver,
            PostDirectory postDirectory,
            InstantSource clock) {
        this.demoMode = demoMode;
        this.credentials = demoMode.isOn()
                ? Optional.empty()
                : settings.passwordFile()
                        .map(path -> BootstrapPasswordFile.open(path).file());
        this.sessionKey = sessionKey;
        this.loginThrottle = new LoginThrottle(clock);
        this.accounts = accounts;
        this.ownerResolver = ownerResolver;
        this.postDirectory = postDirectory;
        this.clock = clock;
    }

    sealed interface LoginResult {
        record Success(String cookie) implements LoginResult {}

        record BadCredentials() implements LoginResult {}

        /** @param delay until the next try is allowed */
        record Throttled(Duration delay) implements LoginResult {}

        /** No password file is set. */
        record Disabled() implements LoginResult {}
    }

    /** Deriving the key takes a third of a second: a worker thread does it. */
    Uni<LoginResult> login(String login, String password, String address) {
        String name = login.strip();
        return accounts.find(name)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(account -> login(name, password, address, account));
    }

    private LoginResult login(String name, String password, String address, Optional<StaffAccounts.Account> account) {
        if (credentials.isEmpty()) {
            return new LoginResult.Disabled();
        }
        boolean hasAccount = account.isPresent() || name.equals(BootstrapPasswordFile.LOGIN);
        Duration delay = loginThrottle.acquire(name, hasAccount, address);
        if (delay.isPositive()) {
            return new LoginResult.Throttled(delay);
        }
        boolean isRight = account.map(known -> PasswordHash.matches(known.passwordHash(), password))
                .orElseGet(() -> credentials.get().verify(name, password));
        if (!isRight) {
            return new LoginResult.BadCredentials();
        }
        loginThrottle.recordSuccess(name, address);
        StaffSession session = new StaffSession(
                account.map(known -> known.login() + NAME + known.name()).orElse(BootstrapPasswordFile.LOGIN),
                clock.instant().plus(StaffSession.SHIFT));
        return new LoginResult.Success(session.signed(sessionKey.bytes()));
    }

    /** The owner of a session cookie; empty for a cookie that is not valid, or whose account was withdrawn since. */
    Uni<Optional<StaffMember>> authenticate(String cookie) {
        if (demoMode.isOn()) {
            return Uni.createFrom()
                    .item(Optional.of(cookie.equals(StaffSession.SECOND_PERSON) ? secondPerson() : dispatcher()));
        }
        Optional<StaffMember> member = credentials
                .flatMap(opened -> StaffSession.of(cookie, sessionKey.bytes(), clock.instant()))
                .map(session -> staffMember(session.login()));
        return member.isEmpty() || member.get().login().equals(BootstrapPasswordFile.LOGIN)
                ? Uni.createFrom().item(member)
                : accounts.find(member.get().login()).map(account -> account.flatMap(known -> member));
    }

    /** The first login acts as the desk; named accounts act under their own names. */
    private StaffMember staffMember(String session) {
        String[] parts = session.split("\\|", 2);
        return new StaffMember(
                desk(parts.length == 2 ? parts[1] : ownerResolver.desk().name()), parts[0]);
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
