package lianhu.adapters.chamber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.ReportForm;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.report.PhoneNumberParser;

/**
 * A report for a member in another city, as it was typed.
 *
 * @param member name of the member; may be empty
 * @param home 老家哪村, as typed
 * @param chosenArea area code chosen among places of one name; empty before
 * @param location empty before it is chosen
 * @param hasConsent 本人同意我代报
 */
record ProxyReport(
        String member,
        String phone,
        String home,
        String chosenArea,
        Optional<Location> location,
        String words,
        boolean hasConsent) {
    /** Where the matter is, which decides who handles it. */
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

    /** @param field of the form that the message is about */
    record FieldError(FormField field, String message) {}

    /** Valid, or incomplete with error messages. */
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
        String lengthError = FormInput.lengthError(words);
        if (!lengthError.isEmpty()) {
            fieldErrors.add(new FieldError(FormField.WORDS, lengthError));
        }
        if (location.isEmpty()) {
            fieldErrors.add(new FieldError(FormField.LOCATION, "是老家的事，还是这边的事？点一个。"));
        }
        if (PhoneNumberParser.parse(phone).isEmpty()) {
            fieldErrors.add(new FieldError(FormField.PHONE, PhoneNumberParser.INVALID));
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
