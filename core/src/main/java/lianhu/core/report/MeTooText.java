package lianhu.core.report;

/**
 * 我也是: what a household says that taps an open matter on the public board. The report goes to the desk without a notice and
 * is merged into that matter at once; where the matter ended meanwhile, the desk has it.
 */
public final class MeTooText {
    /** Rule of the route. */
    public static final String RULE = "我也是";

    private static final String PREFIX = "【我也是】";

    /** @param category name of the matter's category */
    public static String of(String category) {
        return PREFIX + category;
    }

    public static boolean matches(String words) {
        return words.startsWith(PREFIX);
    }

    /** The name of the category. */
    public static String category(String words) {
        return matches(words) ? words.substring(PREFIX.length()) : words;
    }

    private MeTooText() {}
}
