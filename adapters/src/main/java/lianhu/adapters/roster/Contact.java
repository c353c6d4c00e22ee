package lianhu.adapters.roster;

import io.vertx.core.json.JsonObject;
import lianhu.adapters.vault.Vault;

/**
 * How a person or an office is reached, as it stands sealed in a row.
 *
 * @param name empty for a department, whose name is no secret
 */
record Contact(String name, String phone, String userId) {
    byte[] sealed(Vault vault) {
        return vault.seal(new JsonObject()
                .put("name", name)
                .put("phone", phone)
                .put("userId", userId)
                .encode());
    }

    static Contact open(byte[] sealed, Vault vault) {
        JsonObject json = new JsonObject(vault.open(sealed));
        return new Contact(json.getString("name", ""), json.getString("phone", ""), json.getString("userId", ""));
    }

    /** It is a person: only that there is one may be printed. */
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
