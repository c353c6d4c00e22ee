package lianhu.adapters.web.unit;

import java.util.List;
import lianhu.adapters.web.report.ReceiptView;
import lianhu.adapters.web.support.Hotline;

/**
 * A unit head's page.
 *
 * @param tab a (帮邻居报), b (等我转发的), c (我们组的事)
 * @param flash what has just been done, or could not be; empty for nothing
 * @param words typed before something was missing, kept
 */
public record UnitView(
        String token,
        String where,
        String person,
        String tab,
        List<EmergencyCall> calls,
        List<FirstStep> steps,
        List<OpenTicket> matters,
        List<RelayItem> relays,
        List<ReporterQuestion> asked,
        List<RelayedReceipt> got,
        String flash,
        boolean isRefusal,
        String words,
        String fault,
        boolean isBusy,
        String key,
        Hotline line) {

    /** An emergency nobody acknowledged yet. */
    public record EmergencyCall(String no, int version, String title, String place, String at) {}

    /** A matter with this head: settled here, or passed to the grid. */
    public record FirstStep(String no, int version, String title, String due) {}

    /** An open matter that may be spoken of. */
    public record OpenTicket(String title, String tag, String tone, String owner, String due) {}

    /**
     * A text that waits to be pasted.
     *
     * @param id 0 when it waits only for an answer
     * @param alarm whether it is an emergency this unit has not answered yet
     */
    public record RelayItem(long id, String text, String when, boolean alarm) {
        public RelayItem(long id, String text, String when) {
            this(id, text, when, false);
        }
    }

    /** The one question: whose matter it is. */
    public record ReporterQuestion(String words, String name, List<String> photos, String key) {}

    /**
     * What was just reported.
     *
     * @param delivery that waits for being pasted; 0 when none does
     * @param isQuiet it must not be said in the group
     */
    public record RelayedReceipt(ReceiptView receipt, String who, String text, long delivery, boolean isQuiet) {}

    public int waiting() {
        return (int) relays.stream().filter(relayItem -> relayItem.id() != 0).count();
    }

    public UnitView withTab(String wanted) {
        return new UnitView(
                token, where, person, wanted, calls, steps, matters, relays, asked, got, flash, isRefusal, words, fault,
                isBusy, key, line);
    }

    public UnitView withQuestion(ReporterQuestion question) {
        return new UnitView(
                token,
                where,
                person,
                "a",
                calls,
                steps,
                matters,
                relays,
                List.of(question),
                got,
                flash,
                isRefusal,
                words,
                fault,
                isBusy,
                key,
                line);
    }

    public UnitView withReceipt(RelayedReceipt receipt) {
        return new UnitView(
                token,
                where,
                person,
                "a",
                calls,
                steps,
                matters,
                relays,
                asked,
                List.of(receipt),
                flash,
                isRefusal,
                words,
                fault,
                isBusy,
                key,
                line);
    }

    public UnitView withMessage(String text, boolean isNo) {
        return new UnitView(
                token, where, person, tab, calls, steps, matters, relays, asked, got, text, isNo, words, fault, isBusy,
                key, line);
    }

    public UnitView withDraft(String typed, String missing, boolean isLater, String sameKey) {
        return new UnitView(
                token, where, person, "a", calls, steps, matters, relays, asked, got, flash, isRefusal, typed, missing,
                isLater, sameKey, line);
    }
}
