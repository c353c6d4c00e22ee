package lianhu.desk;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.core.deadline.Deadlines;
import lianhu.core.people.Posts;
import lianhu.core.people.Role;
import lianhu.core.people.StaffAccounts;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Actor;
import lianhu.desk.login.PasswordFile;
import lianhu.desk.login.Patience;
import lianhu.desk.login.Session;
import lianhu.desk.login.StaffLogin;
import lianhu.desk.login.Verifier;

/** Lets staff in. In a demonstration everybody sits down as the county's first dispatcher. */
@Singleton
final class Doorkeeper {
    /** The cookie of a demonstration's visitor who plays the second person. */
    static final String SECOND = "demonstration-second";

    private static final String NAME = "|";

    private final Demonstration demonstration;
    private final Optional<StaffLogin> login;
    private final Patience patience;
    private final Owners owners;
    private final Posts posts;
    private final InstantSource clock;

    Doorkeeper(Demonstration demonstration, DeskSettings settings, Owners owners, Posts posts, InstantSource clock) {
        this.demonstration = demonstration;
        this.login = demonstration.isOn()
                ? Optional.empty()
                : settings.passwordFile().map(Doorkeeper::file);
        this.patience = new Patience(clock);
        this.owners = owners;
        this.posts = posts;
        this.clock = clock;
    }

    /** How somebody's log-in ended. */
    sealed interface Answer {
        record Welcome(String cookie) implements Answer {}

        record Wrong() implements Answer {}

        record Wait(Duration rest) implements Answer {}

        /** No password file is set. */
        record Closed() implements Answer {}
    }

    /** @param account of that name; empty for the first log-in, and for nobody known */
    Answer knock(String name, String password, String address, Optional<StaffAccounts.Account> account) {
        if (login.isEmpty()) {
            return new Answer.Closed();
        }
        Duration rest = patience.ask(address);
        if (rest.isPositive()) {
            return new Answer.Wait(rest);
        }
        boolean isRight = account.map(known -> Verifier.matches(known.verifier(), password))
                .orElseGet(() -> login.get().verify(name, password));
        if (!isRight) {
            return new Answer.Wrong();
        }
        patience.forget(address);
        Session session = new Session(
                account.map(known -> known.login() + NAME + known.name()).orElse(PasswordFile.LOGIN),
                clock.instant().plus(Session.SHIFT));
        return new Answer.Welcome(session.signed(login.get().signingKey()));
    }

    /** Who comes with this cookie; empty for nobody known. */
    Optional<Staff> admit(String cookie) {
        if (demonstration.isOn()) {
            return Optional.of(cookie.equals(SECOND) ? second() : dispatcher());
        }
        return login.flatMap(known -> Session.of(cookie, known.signingKey(), clock.instant()))
                .map(session -> staff(session.login()));
    }

    /** Of those who did not come under the first log-in, which stands in a file. */
    boolean hasAccount(Staff staff) {
        return !demonstration.isOn() && !staff.login().equals(PasswordFile.LOGIN);
    }

    /** Whoever came under the first log-in is the desk; others have names of their own. */
    private Staff staff(String session) {
        String[] parts = session.split("\\|", 2);
        String name = parts.length == 2 ? parts[1] : owners.desk().name();
        return new Staff(new Actor(Actor.Type.DESK, owners.desk().id(), name), parts[0]);
    }

    /** In a demonstration one visitor plays both: whoever writes a notice, and the duty officer who approves it. */
    private Staff second() {
        return posts.all().stream()
                .filter(post -> post.role() == Role.DUTY && post.isHeldOn(Deadlines.day(clock.instant())))
                .findFirst()
                .map(post -> new Staff(new Actor(Actor.Type.DESK, post.id().value(), post.person())))
                .orElseGet(
                        () -> new Staff(new Actor(Actor.Type.DESK, owners.desk().id(), "第二个人"), SECOND));
    }

    private Staff dispatcher() {
        return posts.all().stream()
                .filter(post -> post.role() == Role.DISPATCHER && post.isHeldOn(Deadlines.day(clock.instant())))
                .findFirst()
                .map(post -> new Staff(new Actor(
                        Actor.Type.DESK,
                        post.id().value(),
                        post.person() + " · " + post.role().title())))
                .orElseGet(() -> new Staff(new Actor(
                        Actor.Type.DESK, owners.desk().id(), owners.desk().name())));
    }

    private static StaffLogin file(Path path) {
        return PasswordFile.open(path).file();
    }
}
