package lianhu.core.report;

/**
 * A person as a channel knows them. Each part may be empty.
 *
 * @param identity the id on that channel, for instance a WeCom user id; never shown
 */
public record PersonDetails(String identity, String name, String phone) {
    public static final PersonDetails UNKNOWN = new PersonDetails("", "", "");

    /** Input of the keyed hash for look-ups: the same on every channel that knows the phone number. */
    public String lookupKey() {
        return phone.isEmpty() ? identity.isEmpty() ? "" : "id:" + identity : "tel:" + phone;
    }

    public boolean isKnown() {
        return !lookupKey().isEmpty() || !name.isEmpty();
    }
}
