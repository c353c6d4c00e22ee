package lianhu.adapters.web.support;

/**
 * What a page says about the last action.
 *
 * @param text empty for nothing
 * @param isRejection whether the action was not carried out
 */
public record PageMessage(String text, boolean isRejection) {
    public static final PageMessage NONE = new PageMessage("", false);

    public static PageMessage rejected(String why) {
        return new PageMessage(why, true);
    }
}
