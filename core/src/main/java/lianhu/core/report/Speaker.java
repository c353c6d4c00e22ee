package lianhu.core.report;

/**
 * A person as far as a door knows her. Any part may be empty.
 *
 * @param identity what names her at that door, for instance a WeCom user id; never shown
 */
public record Speaker(String identity, String name, String phone) {
    public static final Speaker UNKNOWN = new Speaker("", "", "");

    /** Names the person for look-ups by keyed hash: the same at every door that knows the phone number. */
    public String key() {
        return phone.isEmpty() ? identity.isEmpty() ? "" : "id:" + identity : "tel:" + phone;
    }

    public boolean isKnown() {
        return !key().isEmpty() || !name.isEmpty();
    }
}
