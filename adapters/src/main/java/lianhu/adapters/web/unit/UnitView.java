package lianhu.adapters.web.unit;

import java.util.List;
import lianhu.adapters.web.report.ReceiptView;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.report.IdempotencyKeys;

/**
 * The page of a unit head.
 *
 * @param tab {@code a} (帮邻居报), {@code b} (等我转发的) or {@code c} (我们组的事)
 */
public record UnitView(Work work, String tab, RelayForm report, PageMessage message) {

    /**
     * What waits for the unit head, whichever tab is open.
     *
     * @param next cursor of the next page of steps and matters; empty on the last one
     * @param isLaterPage whether more urgent ones stand on a page before
     */
    public record Work(
            String token,
            String where,
            String person,
            List<EmergencyCall> calls,
            List<FirstStep> steps,
            List<OpenTicket> matters,
            List<RelayItem> relays,
            String next,
            boolean isLaterPage) {
        /** Number of texts that wait to be pasted. */
        public int waiting() {
            return (int) relays.stream().filter(item -> item.id() != 0).count();
        }
    }

    /**
     * The tab 帮邻居报: the form, the question after it, or the receipt after that.
     *
     * @param asked at most one question
     * @param got at most one receipt
     * @param words typed before an error, kept
     * @param fault what is missing; empty for nothing
     * @param isBusy whether the report was not accepted for now
     */
    public record RelayForm(
            List<ReporterQuestion> asked,
            List<RelayedReceipt> got,
            String words,
            String fault,
            boolean isBusy,
            String key) {
        public static RelayForm blank() {
            return draft("", "", false, IdempotencyKeys.newKey());
        }

        public static RelayForm draft(String words, String fault, boolean isBusy, String key) {
            return new RelayForm(List.of(), List.of(), words, fault, isBusy, key);
        }

        public static RelayForm question(ReporterQuestion question) {
            return new RelayForm(List.of(question), List.of(), "", "", false, IdempotencyKeys.newKey());
        }

        public static RelayForm receipt(RelayedReceipt receipt) {
            return new RelayForm(List.of(), List.of(receipt), "", "", false, IdempotencyKeys.newKey());
        }
    }

    /**
     * An emergency to which the unit head is called and that has no result.
     *
     * @param isAnswered somebody goes already, and nobody is called any more
     */
    public record EmergencyCall(String no, int version, String title, String place, String at, boolean isAnswered) {}

    /**
     * A ticket that the unit head owns: solved here, or passed to the grid.
     *
     * @param isPrivate whether it was told privately, so that the group must not hear of it
     */
    public record FirstStep(String no, int version, String title, String due, boolean isPrivate) {}

    /** An open ticket that is not confidential. */
    public record OpenTicket(String title, String tag, String tone, String owner, String due) {}

    /**
     * A text that waits to be pasted.
     *
     * @param id 0 when it waits only for an acknowledgement
     * @param alarm whether it is an emergency that this unit has not acknowledged
     */
    public record RelayItem(long id, String text, String when, boolean alarm) {
        public RelayItem(long id, String text, String when) {
            this(id, text, when, false);
        }
    }

    /** Asks whose matter it is. */
    public record ReporterQuestion(String words, String name, List<String> photos, String key) {}

    /**
     * The report just submitted.
     *
     * @param delivery that waits to be pasted; 0 when none does
     * @param isQuiet whether it must not be mentioned in the group
     */
    public record RelayedReceipt(ReceiptView receipt, String who, String text, long delivery, boolean isQuiet) {}
}
