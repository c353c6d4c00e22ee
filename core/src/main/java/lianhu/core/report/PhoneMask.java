package lianhu.core.report;

/** Shows a phone number so that its owner recognises it and nobody else can call it. */
public final class PhoneMask {
    private static final int SHOWN_FIRST = 3;
    private static final int SHOWN_LAST = 4;

    /** {@code 154****2617}; nothing of a number that is too short to hide a part of it. */
    public static String mask(String phone) {
        int hidden = phone.length() - SHOWN_FIRST - SHOWN_LAST;
        return hidden <= 0
                ? "*".repeat(phone.length())
                : phone.substring(0, SHOWN_FIRST) + "*".repeat(hidden) + phone.substring(SHOWN_FIRST + hidden);
    }

    private PhoneMask() {}
}
