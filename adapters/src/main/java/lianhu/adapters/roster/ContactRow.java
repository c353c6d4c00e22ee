package lianhu.adapters.roster;

import io.vertx.core.json.JsonObject;
import lianhu.adapters.crypto.FieldEncryption;

/**
 * The contact of a person or a department, encrypted in one column.
 *
 * @param name empty for a department, whose name is public
 */
record ContactRow(String name, String phone, String userId) {
    byte[] encrypt(FieldEncryption fieldEncryption) {
        return fieldEncryption.encrypt(new JsonObject()
                .put("name", name)
                .put("phone", phone)
                .put("userId", userId)
                .encode());
    }

    static ContactRow decrypt(byte[] sealed, FieldEncryption fieldEncryption) {
        JsonObject json = new JsonObject(fieldEncryption.decrypt(sealed));
        return new ContactRow(json.getString("name", ""), json.getString("phone", ""), json.getString("userId", ""));
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
