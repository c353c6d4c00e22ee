package lianhu.adapters.chamber;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * The page of a chamber contact.
 *
 * @param tab a (帮人报), b (我代报的)
 * @param isQuiet whether the report is sealed, so that the contact gets a constant sentence only
 * @param names of the villages of the home county, for completion
 * @param isSmsOn whether members are told by SMS
 * @param hasWork whether the contact acts for the away grid (商会办的)
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
        Hotline line,
        boolean isSmsOn,
        boolean hasWork) {
    static final String QUIET = "收到了，我们单独回本人。";

    /** The typed fields with their error texts; empty for no error. */
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

    /** A place with the typed name. */
    public record Choice(String code, String spoken) {}

    /**
     * @param owner empty while the desk looks for one
     * @param helpers collaborators of the owner; empty for none
     * @param isPrivate must not be mentioned in a group
     * @param isEmergency people must call an emergency number first
     * @param local the hotline of the city for this matter, as a sentence; empty for none
     * @param advice the statutory channel; empty for none
     * @param copy text for the member
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

    /** One proxy report and its state. */
    public record ReportRow(
            String title, String no, String spoken, String tag, String tone, String line, String copy) {}

    public String quiet() {
        return QUIET;
    }

    ChamberView withTab(String other) {
        return new ChamberView(
                token, where, person, other, form, got, isQuiet, rows, names, county, line, isSmsOn, hasWork);
    }

    ChamberView withForm(Form other) {
        return new ChamberView(
                token, where, person, "a", other, List.of(), false, rows, names, county, line, isSmsOn, hasWork);
    }

    ChamberView withReceipt(ReceiptCard receipt) {
        return new ChamberView(
                token, where, person, "a", form, List.of(receipt), false, rows, names, county, line, isSmsOn, hasWork);
    }

    ChamberView withQuietReply() {
        return new ChamberView(
                token, where, person, "a", form, List.of(), true, rows, names, county, line, isSmsOn, hasWork);
    }
}
