package lianhu.adapters.chamber;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * A chamber contact's page.
 *
 * @param tab a (帮人报), b (我代报的)
 * @param isQuiet the errand goes past the chamber: she hears the constant sentence and no more
 * @param names of the villages at home, to pick from while writing
 */
public record ChamberView(
        String token,
        String where,
        String person,
        String tab,
        Form form,
        List<ReceiptCard> got,
        boolean isQuiet,
        List<ReportRow> rows,
        List<String> names,
        String county,
        Hotline line) {
    static final String QUIET = "收到了，我们单独回本人。";

    /** What was written, with what is missing; empty sentences for nothing. */
    public record Form(
            String member,
            String phone,
            String home,
            String where,
            String words,
            boolean isAgreed,
            String key,
            String wordsFault,
            String whereFault,
            String homeFault,
            String phoneFault,
            String agreedFault,
            String photoFault,
            List<Choice> choices,
            boolean isBusy) {}

    /** A place of the name that was written. */
    public record Choice(String code, String spoken) {}

    /**
     * @param owner empty while the desk looks for one
     * @param helpers who at home stands beside the owner; empty for nobody
     * @param isPrivate not to be spoken of in a group
     * @param isEmergency whoever can must ring first
     * @param local the city's own line for this matter, worded; empty for none
     * @param advice the statutory channel; empty for none
     * @param copy what she passes on to the member
     */
    public record ReceiptCard(
            String spoken,
            String owner,
            String helpers,
            String due,
            boolean isPrivate,
            boolean isEmergency,
            String local,
            String localTel,
            String advice,
            String copy) {}

    /** One of her errands and where it stands. */
    public record ReportRow(
            String title, String no, String spoken, String tag, String tone, String line, String copy) {}

    public String quiet() {
        return QUIET;
    }

    ChamberView withTab(String other) {
        return new ChamberView(token, where, person, other, form, got, isQuiet, rows, names, county, line);
    }

    ChamberView withForm(Form other) {
        return new ChamberView(token, where, person, "a", other, List.of(), false, rows, names, county, line);
    }

    ChamberView withReceipt(ReceiptCard receipt) {
        return new ChamberView(token, where, person, "a", form, List.of(receipt), false, rows, names, county, line);
    }

    ChamberView withQuietReply() {
        return new ChamberView(token, where, person, "a", form, List.of(), true, rows, names, county, line);
    }
}
