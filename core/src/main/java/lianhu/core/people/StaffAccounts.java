package lianhu.core.people;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Who may sit at the desk under a name of her own. */
public interface StaffAccounts {
    Uni<List<Account>> all();

    Uni<Optional<Account>> find(String login);

    /** False when the login is taken. */
    Uni<Boolean> add(Account account, String madeBy);

    /** @param verifier of the password, from which nobody can read it */
    record Account(String login, String name, String verifier) {
        @Override
        public String toString() {
            return "Account[" + login + "]";
        }
    }
}
