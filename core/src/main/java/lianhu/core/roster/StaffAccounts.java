package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may sit at the desk under a name of her own. */
public interface StaffAccounts {
    Uni<List<Entry>> all();

    Uni<Optional<Account>> find(String login);

    /** False when the login is taken. */
    Uni<Boolean> add(Account account, String madeBy);

    /** Nobody comes in under it any more, also who is in. False when there is none such. */
    Uni<Boolean> withdraw(String login);

    /** @param madeBy a person, for instance {@code desk:chen.jing} */
    record Entry(String login, String name, String createdBy, Instant createdAt) {}

    /** @param verifier of the password, from which nobody can read it */
    record Account(String login, String name, String passwordHash) {
        @Override
        public String toString() {
            return "Account[" + login + "]";
        }
    }
}
