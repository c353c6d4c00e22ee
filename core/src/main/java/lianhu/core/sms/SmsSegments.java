package lianhu.core.sms;

/** Counts the messages that a text costs. Chinese is sent as UCS-2 (3GPP TS 23.038). */
public final class SmsSegments {
    /** More cost the county more, and old phones show them out of order. */
    public static final int MOST = 2;

    private static final int ONE = 70;
    /** In a text of several parts, six of 140 bytes tell which part it is. */
    private static final int OF_SEVERAL = 67;

    /** The number of messages, by UTF-16 code units. */
    public static int count(String text) {
        return text.length() <= ONE ? 1 : (text.length() + OF_SEVERAL - 1) / OF_SEVERAL;
    }

    private SmsSegments() {}
}
