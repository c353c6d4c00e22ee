package lianhu.telephony.ari;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A channel as Asterisk shows it in events and lists.
 *
 * @param state {@code Down, Ring, Ringing, Up, …}
 * @param callerNumber empty when withheld
 */
public record AriChannel(String id, String state, String callerNumber) {
    /** Asterisk passes the user part of a withheld caller on as a "number": {@code anonymous} (RFC 3323). */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{3,20}");

    static AriChannel parse(JsonObject json) {
        String number = json.getJsonObject("caller", new JsonObject()).getString("number", "");
        return new AriChannel(
                Objects.requireNonNull(json.getString("id"), "id"),
                json.getString("state", ""),
                NUMBER.matcher(number).matches() ? number : "");
    }

    /** Whether the call is answered. */
    public boolean isUp() {
        return state.equals("Up");
    }

    /** Without the number: a channel may be printed. */
    @Override
    public String toString() {
        return id + " (" + state + ")";
    }
}
