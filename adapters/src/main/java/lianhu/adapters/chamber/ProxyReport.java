package lianhu.adapters.chamber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.ReportForm;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.PlaceNameMatcher;

/**
 * What is told for a member in another city, as it was written down.
 *
 * @param member as her people call her; may be empty
 * @param home 老家哪村, in her own words
 * @param at the code chosen after a question back; empty before one
 * @param where home or here; empty while it was not said
 * @param isAgreed 本人同意我代报
 */
record ProxyReport(
        String member,
        String phone,
        String home,
        String chosenArea,
        Optional<Location> location,
        String words,
        boolean hasConsent) {
    /** Where the matter is, which decides who has a hand in it. */
    enum Location {
        HOME,
        HERE
    }

    enum FormField {
        WORDS,
        LOCATION,
        HOME,
        PHONE,
        CONSENT
    }

    /** @param part of the form it is about */
    record FieldError(FormField field, String message) {}

    /** Taken as it is, or what has to be put right first. */
    sealed interface CheckResult {
        record Valid(AreaCode place) implements CheckResult {}

        /** @param choices places of that name, when there are several */
        record Incomplete(List<FieldError> errors, List<Area> choices) implements CheckResult {}
    }

    /**
     * @param here the contact's away grid
     * @param hasPhoto a photo may stand for words
     */
    CheckResult check(PlaceNameMatcher names, AreaCode here, boolean hasPhoto) {
        List<FieldError> fieldErrors = new ArrayList<>();
        if (words.isEmpty() && !hasPhoto) {
            fieldErrors.add(new FieldError(FormField.WORDS, ReportForm.EMPTY));
        }
        if (location.isEmpty()) {
            fieldErrors.add(new FieldError(FormField.LOCATION, "是老家的事，还是这边的事？点一个。"));
        }
        if (FormInput.phone(phone).isEmpty()) {
            fieldErrors.add(new FieldError(FormField.PHONE, FormInput.INVALID_PHONE));
        }
        if (!hasConsent) {
            fieldErrors.add(new FieldError(FormField.CONSENT, "要本人同意才能代报。问过了，就在这里打个勾。"));
        }
        List<Area> found = names.match(home);
        Optional<Area> one = found.stream()
                .filter(area -> found.size() == 1 || area.code().value().equals(chosenArea))
                .findFirst();
        boolean isOfHome = location.filter(Location.HOME::equals).isPresent();
        if (isOfHome && one.isEmpty()) {
            fieldErrors.add(new FieldError(FormField.HOME, placeQuestion(found)));
        }
        return fieldErrors.isEmpty()
                ? new CheckResult.Valid(isOfHome ? one.orElseThrow().code() : here)
                : new CheckResult.Incomplete(
                        List.copyOf(fieldErrors), one.isPresent() || !isOfHome ? List.of() : found);
    }

    private String placeQuestion(List<Area> found) {
        if (home.isEmpty()) {
            return "老家哪个村？老家的事要知道交给哪里。";
        }
        return found.isEmpty() ? "县里没有找到“" + home + "”。写上乡镇和村，比如：石桥乡石桥村。" : "“" + home + "”有不止一处，是哪一个？";
    }
}
