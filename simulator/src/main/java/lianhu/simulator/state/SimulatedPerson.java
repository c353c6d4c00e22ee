package lianhu.simulator.state;

import io.vertx.core.json.JsonObject;

/** A person with a phone; a resident outside the corp has a name and no user id. */
public record SimulatedPerson(String id, String name, String role, boolean inCorp) {

    public static SimulatedPerson member(String userid, String name) {
        return new SimulatedPerson(userid, name, "", true);
    }

    public static SimulatedPerson resident(String name) {
        return new SimulatedPerson(name, name, "", false);
    }

    /** Reads {@code userid:name}, or {@code name} alone for a resident. */
    public static SimulatedPerson parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? resident(text.strip())
                : member(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip());
    }

    JsonObject json() {
        return new JsonObject()
                .put("userid", inCorp ? id : null)
                .put("name", name)
                .put("role", role);
    }
}
