package lianhu.desk.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Receipt;
import lianhu.core.report.DrillMark;

/**
 * The page 登记, and its two parts that are read while one types.
 *
 * @param places that the typed words may mean
 * @param more how many others they may mean
 * @param isUndecided whether one of the places has to be chosen
 * @param categories for a person who knows better than the words
 * @param caller masked number of the call; empty for a visitor, or one that was withheld
 * @param language name of that which the caller asked for; empty for that of the county
 * @param mayDrill whether the person may file a drill
 * @param filed the receipt to read out; empty before it is filed
 */
record IntakeView(
        IntakeForm form,
        List<Place> places,
        int more,
        boolean isUndecided,
        List<Category> categories,
        IntakeReading reading,
        String county,
        String caller,
        String language,
        String trouble,
        boolean mayDrill,
        Optional<Filed> filed) {
    /** @param path the names from the county down */
    record Place(String code, String name, String path, boolean isChosen) {}

    /**
     * @param dictated the number as it is read out
     * @param isSealed neither owner nor ticket is shown
     * @param mergedInto the ticket that it is part of; empty for one of its own
     * @param mergeRefusal why it was not merged; empty otherwise
     * @param drill what is said above a drill; empty for every other
     */
    record Filed(
            String number,
            String dictated,
            String ticket,
            String owner,
            String by,
            boolean isSealed,
            String mergedInto,
            String mergeRefusal,
            String drill) {
        static Filed of(IntakeFiling.Filed filed, boolean isDrill, Instant now) {
            Receipt receipt = filed.receipt();
            return new Filed(
                    receipt.no().spoken(),
                    receipt.no().dictated(),
                    receipt.ticket().value(),
                    receipt.owner().name(),
                    ChineseTime.formatPromise(receipt.due(), now),
                    receipt.confidentiality() == Confidentiality.SEALED,
                    filed.mergedInto().map(no -> no.value()).orElse(""),
                    filed.mergeRefusal(),
                    isDrill ? DrillMark.notice(receipt.urgency() == Urgency.EMERGENCY) : "");
        }
    }
}
