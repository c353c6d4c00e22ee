package lianhu.core.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a post or a department had before a change.
 *
 * @param contact empty when it did not exist before
 * @param from first day of the holder; empty for a department
 * @param until last day as it stood before the change; empty while it lasted
 * @param by a person, for instance {@code desk:chen.jing}; empty for the county's files
 */
public record PastContact(
        Optional<Contact> contact,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        Instant replacedAt,
        String by,
        String byName) {

    public boolean isReplacedByFiles() {
        return by.isEmpty();
    }
}
