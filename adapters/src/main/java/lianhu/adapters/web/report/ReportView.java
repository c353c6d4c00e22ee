package lianhu.adapters.web.report;

import lianhu.adapters.web.support.Hotline;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.ReceiptNo;

/**
 * The report page.
 *
 * @param chat link to the customer service in WeChat; empty where there is none
 * @param repeated receipt number of the same report that this phone just sent; empty for none
 * @param isSmsOn whether a mobile number will be sent the result by SMS
 * @param board path of the public board; empty where there is none
 */
public record ReportView(
        ReportPlace place,
        Input form,
        Errors errors,
        String chat,
        String repeated,
        Hotline line,
        boolean isSmsOn,
        String board) {

    /** Without a repetition, without SMS and without a board. */
    public ReportView(ReportPlace place, Input form, Errors errors, String chat, Hotline line) {
        this(place, form, errors, chat, "", line, false, "");
    }

    ReportView withSms(boolean isOn) {
        return new ReportView(place, form, errors, chat, repeated, line, isOn, board);
    }

    public ReportView withBoard(String path) {
        return new ReportView(place, form, errors, chat, repeated, line, isSmsOn, path);
    }

    ReportView repeating(String receipt) {
        return new ReportView(place, form, errors, chat, receipt, line, isSmsOn, board);
    }

    /** As people read the number. */
    public String repeatedSpoken() {
        return repeated.isEmpty() ? "" : new ReceiptNo(repeated).spoken();
    }

    /** What was typed. */
    public record Input(String words, String name, String phone, String key) {
        public static Input blank() {
            return new Input("", "", "", IdempotencyKeys.newKey());
        }
    }

    /**
     * What is wrong with the fields; empty texts for nothing.
     *
     * @param isBusy whether the report was not accepted for now
     * @param delay for how long the report is refused, because too many came at once
     */
    public record Errors(String words, String photos, String phone, boolean isBusy, String delay) {
        public static final Errors NONE = new Errors("", "", "", false, "");
        public static final Errors BUSY = new Errors("", "", "", true, "");

        public static Errors tooMany(String delay) {
            return new Errors("", "", "", false, delay);
        }

        boolean isPresent() {
            return !equals(NONE);
        }
    }
}
