package lianhu.core.report;

/**
 * A voice message that came without words: nobody knows yet what it is about. It is filed as 语音待听, stays out of groups,
 * and the desk listens and writes down what was said.
 */
public final class UntranscribedVoice {
    /** What such a matter is called, and the step that sent it to the desk, until somebody listened. */
    public static final String TITLE = "语音待听";

    /** What stands for its words. */
    public static final String PLACEHOLDER = "〔语音留言，待听〕";

    public static boolean isPlaceholder(String words) {
        return words.startsWith(PLACEHOLDER);
    }

    private UntranscribedVoice() {}
}
