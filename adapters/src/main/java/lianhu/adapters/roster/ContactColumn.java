package lianhu.adapters.roster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.roster.Contact;

/** The contact of a person or a department, encrypted in one column. */
final class ContactColumn {
    static Buffer encrypt(Contact contact, FieldEncryption fieldEncryption) {
        return Buffer.buffer(fieldEncryption.encrypt(new JsonObject()
                .put("name", contact.name())
                .put("phone", contact.phone())
                .put("userId", contact.userId())
                .encode()));
    }

    private static Contact decrypt(Buffer encrypted, FieldEncryption fieldEncryption) {
        JsonObject json = new JsonObject(fieldEncryption.decrypt(encrypted.getBytes()));
        return new Contact(json.getString("name", ""), json.getString("phone", ""), json.getString("userId", ""));
    }

    /** Empty, and counted, for a value that is damaged or encrypted with another key. */
    static Optional<Contact> read(Buffer encrypted, FieldEncryption fieldEncryption) {
        try {
            return Optional.of(decrypt(encrypted, fieldEncryption));
        } catch (IllegalStateException | DecodeException damaged) {
            fieldEncryption.countUnreadable();
            return Optional.empty();
        }
    }

    /** A contact for a value whose words are lost. */
    static Contact readOrUnreadable(Buffer encrypted, FieldEncryption fieldEncryption) {
        return read(encrypted, fieldEncryption).orElseGet(() -> new Contact(ColumnEncryption.UNREADABLE, "", ""));
    }

    private ContactColumn() {}
}
