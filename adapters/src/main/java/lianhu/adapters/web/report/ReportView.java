package lianhu.adapters.web.report;

import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;

/**
 * The form.
 *
 * @param where of the place, up to the county
 * @param place its own name
 * @param near says so when the card is older than the place
 * @param fault what is missing; empty for nothing
 * @param isBusy it was not taken, and nothing is lost
 * @param chat link into WeChat's customer service; empty where there is none
 */
public record ReportView(
        String area,
        String where,
        String place,
        String near,
        String elsewhere,
        String words,
        String name,
        String phone,
        String key,
        String fault,
        String photoFault,
        String phoneFault,
        boolean isBusy,
        String chat,
        Hotline line) {

    public static ReportView blank(ReportPlace reportPlace, String chat, Hotline line) {
        return new ReportView(
                reportPlace.code(),
                reportPlace.where(),
                reportPlace.name(),
                reportPlace.near(),
                reportPlace.elsewhere(),
                "",
                "",
                "",
                FormInput.newKey(),
                "",
                "",
                "",
                false,
                chat,
                line);
    }

    public ReportView withInput(String said, String named, String number, String sameKey) {
        return new ReportView(
                area,
                where,
                place,
                near,
                elsewhere,
                said,
                named,
                number,
                sameKey,
                fault,
                photoFault,
                phoneFault,
                isBusy,
                chat,
                line);
    }

    public ReportView withErrors(String words, String photos, String number) {
        return new ReportView(
                area,
                where,
                place,
                near,
                elsewhere,
                this.words,
                name,
                phone,
                key,
                words,
                photos,
                number,
                isBusy,
                chat,
                line);
    }

    public ReportView overloaded() {
        return new ReportView(
                area,
                where,
                place,
                near,
                elsewhere,
                words,
                name,
                phone,
                key,
                fault,
                photoFault,
                phoneFault,
                true,
                chat,
                line);
    }
}
