package lianhu.adapters.roster;

import io.vertx.core.json.JsonObject;
import lianhu.adapters.crypto.FieldEncryption;

/**
 * How a person or an office is reached, as it stands sealed in a row.
 *
 * @param name empty for a department, whose name is no secret
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

    /** It is a person: only that there is one may be printed. */
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
