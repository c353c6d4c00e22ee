package lianhu.adapters.roster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import lianhu.adapters.crypto.FieldEncryption;
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

    static Contact decrypt(Buffer encrypted, FieldEncryption fieldEncryption) {
        JsonObject json = new JsonObject(fieldEncryption.decrypt(encrypted.getBytes()));
        return new Contact(json.getString("name", ""), json.getString("phone", ""), json.getString("userId", ""));
    }

    private ContactColumn() {}
}
