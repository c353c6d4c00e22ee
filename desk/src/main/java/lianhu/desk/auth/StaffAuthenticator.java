package lianhu.desk.auth;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.roster.StaffAccounts;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;

/** Lets staff in. In a demonstration everybody sits down as the county's first dispatcher. */
@Singleton
public final class StaffAuthenticator {
    /** The cookie of a demonstration's visitor who plays the second person. */
    public static final String SECOND = "demonstration-second";

    private static final String NAME = "|";

    private final DemoMode demoMode;
    private final Optional<StaffCredentials> login;
    private final LoginThrottle loginThrottle;
    private final OwnerResolver ownerResolver;
    private final PostDirectory postDirectory;
    private final InstantSource clock;

    StaffAuthenticator(
            DemoMode demoMode,
            DeskSettings settings,
            OwnerResolver ownerResolver,
            PostDirectory postDirectory,
            InstantSource clock) {
        this.demoMode = demoMode;
        this.login =
                demoMode.isOn() ? Optional.empty() : settings.passwordFile().map(StaffAuthenticator::file);
        this.loginThrottle = new LoginThrottle(clock);
        this.ownerResolver = ownerResolver;
        this.postDirectory = postDirectory;
        this.clock = clock;
    }

    /** How somebody's log-in ended. */
    sealed interface LoginResult {
        record Success(String cookie) implements LoginResult {}

        record BadCredentials() implements LoginResult {}

        record Throttled(Duration rest) implements LoginResult {}

        /** No password file is set. */
        record Disabled() implements LoginResult {}
    }

    /** @param account of that name; empty for the first log-in, and for nobody known */
    LoginResult login(String name, String password, String address, Optional<StaffAccounts.Account> account) {
        if (login.isEmpty()) {
            return new LoginResult.Disabled();
        }
        Duration rest = loginThrottle.acquire(address);
        if (rest.isPositive()) {
            return new LoginResult.Throttled(rest);
        }
        boolean isRight = account.map(known -> PasswordHash.matches(known.passwordHash(), password))
                .orElseGet(() -> login.get().verify(name, password));
        if (!isRight) {
            return new LoginResult.BadCredentials();
        }
        loginThrottle.reset(address);
        StaffSession staffSession = new StaffSession(
                account.map(known -> known.login() + NAME + known.name()).orElse(BootstrapPasswordFile.LOGIN),
                clock.instant().plus(StaffSession.SHIFT));
        return new LoginResult.Success(staffSession.signed(login.get().signingKey()));
    }

    /** Who comes with this cookie; empty for nobody known. */
    Optional<StaffMember> authenticate(String cookie) {
        if (demoMode.isOn()) {
            return Optional.of(cookie.equals(SECOND) ? second() : dispatcher());
        }
        return login.flatMap(known -> StaffSession.of(cookie, known.signingKey(), clock.instant()))
                .map(staffSession -> staff(staffSession.login()));
    }

    /** Of those who did not come under the first log-in, which stands in a file. */
    boolean hasAccount(StaffMember staffMember) {
        return !demoMode.isOn() && !staffMember.login().equals(BootstrapPasswordFile.LOGIN);
    }

    /** Whoever came under the first log-in is the desk; others have names of their own. */
    private StaffMember staff(String session) {
        String[] parts = session.split("\\|", 2);
        String name = parts.length == 2 ? parts[1] : ownerResolver.desk().name();
        return new StaffMember(new Actor(Actor.Type.DESK, ownerResolver.desk().id(), name), parts[0]);
    }

    /** In a demonstration one visitor plays both: whoever writes a notice, and the duty officer who approves it. */
    private StaffMember second() {
        return postDirectory.all().stream()
                .filter(post -> post.role() == Role.DUTY && post.isHeldOn(DeadlinePolicy.localDate(clock.instant())))
                .findFirst()
                .map(post ->
                        new StaffMember(new Actor(Actor.Type.DESK, post.id().value(), post.person())))
                .orElseGet(() -> new StaffMember(
                        new Actor(Actor.Type.DESK, ownerResolver.desk().id(), "第二个人"), SECOND));
    }

    private StaffMember dispatcher() {
        return postDirectory.all().stream()
                .filter(post ->
                        post.role() == Role.DISPATCHER && post.isHeldOn(DeadlinePolicy.localDate(clock.instant())))
                .findFirst()
                .map(post -> new StaffMember(new Actor(
                        Actor.Type.DESK,
                        post.id().value(),
                        post.person() + " · " + post.role().title())))
                .orElseGet(() -> new StaffMember(new Actor(
                        Actor.Type.DESK,
                        ownerResolver.desk().id(),
                        ownerResolver.desk().name())));
    }

    private static StaffCredentials file(Path path) {
        return BootstrapPasswordFile.open(path).file();
    }
}
