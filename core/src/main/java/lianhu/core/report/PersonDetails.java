package lianhu.core.report;

/**
 * A person as far as a door knows her. Any part may be empty.
 *
 * @param identity what names her at that door, for instance a WeCom user id; never shown
 */
public record PersonDetails(String identity, String name, String phone) {
    public static final PersonDetails UNKNOWN = new PersonDetails("", "", "");

    /** Names the person for look-ups by keyed hash: the same at every door that knows the phone number. */
    public String lookupKey() {
        return phone.isEmpty() ? identity.isEmpty() ? "" : "id:" + identity : "tel:" + phone;
    }

    public boolean isKnown() {
        return !lookupKey().isEmpty() || !name.isEmpty();
    }
}
