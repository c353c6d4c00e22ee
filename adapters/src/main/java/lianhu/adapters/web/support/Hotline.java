package lianhu.adapters.web.support;

/**
 * The county's service line as pages and cards name it.
 *
 * @param isFictional of the demonstration: nobody answers, and the card says so
 */
public record Hotline(String name, String number, boolean isFictional) {
    /** For a link that dials. */
    public String tel() {
        return "tel:" + number.replaceAll("[^0-9+]", "");
    }
}
