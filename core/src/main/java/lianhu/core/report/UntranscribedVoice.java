package lianhu.core.report;

/**
 * A voice message without a transcript. It is stored as 语音待听 and stays out of groups; the desk listens and writes down
 * what was said.
 */
public final class UntranscribedVoice {
    /** Title of the ticket and rule of its route until it is transcribed. */
    public static final String TITLE = "语音待听";

    /** Stands in place of the words. */
    public static final String PLACEHOLDER = "〔语音留言，待听〕";

    public static boolean isPlaceholder(String words) {
        return words.startsWith(PLACEHOLDER);
    }

    private UntranscribedVoice() {}
}
