package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Personal accounts of the desk. */
public interface StaffAccounts {
    Uni<List<Entry>> all();

    Uni<Optional<Account>> find(String login);

    /** False when the login is taken. */
    Uni<Boolean> add(Account account, String madeBy);

    /** The login and its sessions end immediately. False when there is no such login. */
    Uni<Boolean> withdraw(String login);

    /**
     * Replaces the hash of a password.
     *
     * @return false when the account is gone or another change came first
     */
    Uni<Boolean> changePassword(String login, String oldHash, String newHash);

    /** @param createdBy a person, for instance {@code desk:chen.jing} */
    record Entry(String login, String name, String createdBy, Instant createdAt) {}

    /** @param passwordHash does not reveal the password */
    record Account(String login, String name, String passwordHash) {
        @Override
        public String toString() {
            return "Account[" + login + "]";
        }
    }
}
