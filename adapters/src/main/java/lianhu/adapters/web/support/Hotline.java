package lianhu.adapters.web.support;

/**
 * The hotline of the county, for pages and cards.
 *
 * @param isFictional whether the number belongs to a demonstration and cannot be called
 */
public record Hotline(String name, String number, boolean isFictional) {
    /** For a link that dials. */
    public String tel() {
        return "tel:" + number.replaceAll("[^0-9+]", "");
    }
}
