package lianhu.adapters.roster;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.roster.PastContact;

/** Reads rows of {@code contact_history}. */
final class ContactHistory {
    static final String COLUMNS =
            "SELECT contact, from_day, until_day, replaced_at, replaced_by, replaced_by_name, post, department"
                    + " FROM contact_history ";
    static final String NEWEST_FIRST = " ORDER BY id DESC";

    static PastContact read(Row row, FieldEncryption fieldEncryption) {
        return new PastContact(
                Optional.ofNullable(row.get(Buffer.class, 0))
                        .map(encrypted -> ContactColumn.readOrUnreadable(encrypted, fieldEncryption)),
                Optional.ofNullable(row.getLocalDate(1)),
                Optional.ofNullable(row.getLocalDate(2)),
                row.getOffsetDateTime(3).toInstant(),
                row.getString(4),
                row.getString(5));
    }

    private ContactHistory() {}
}
