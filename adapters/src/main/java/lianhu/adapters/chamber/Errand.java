package lianhu.adapters.chamber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.Typed;
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
record Errand(
        String member, String phone, String home, String at, Optional<Where> where, String words, boolean isAgreed) {
    /** Where the matter is, which decides who has a hand in it. */
    enum Where {
        HOME,
        HERE
    }

    enum Part {
        WORDS,
        WHERE,
        HOME,
        PHONE,
        AGREED
    }

    /** @param part of the form it is about */
    record Fault(Part part, String sentence) {}

    /** Taken as it is, or what has to be put right first. */
    sealed interface Checked {
        record Ready(AreaCode place) implements Checked {}

        /** @param choices places of that name, when there are several */
        record Missing(List<Fault> faults, List<Area> choices) implements Checked {}
    }

    /**
     * @param here the contact's away grid
     * @param hasPhoto a photo may stand for words
     */
    Checked check(PlaceNameMatcher names, AreaCode here, boolean hasPhoto) {
        List<Fault> faults = new ArrayList<>();
        if (words.isEmpty() && !hasPhoto) {
            faults.add(new Fault(Part.WORDS, "还没写是什么事。写几个字、拍张照，有一样就行。"));
        }
        if (where.isEmpty()) {
            faults.add(new Fault(Part.WHERE, "是老家的事，还是这边的事？点一个。"));
        }
        if (Typed.phone(phone).isEmpty()) {
            faults.add(new Fault(Part.PHONE, "这不像一个电话号码。改一改，或者空着。"));
        }
        if (!isAgreed) {
            faults.add(new Fault(Part.AGREED, "要本人同意才能代报。问过了，就在这里打个勾。"));
        }
        List<Area> found = names.match(home);
        Optional<Area> one = found.stream()
                .filter(area -> found.size() == 1 || area.code().value().equals(at))
                .findFirst();
        boolean isOfHome = where.filter(Where.HOME::equals).isPresent();
        if (isOfHome && one.isEmpty()) {
            faults.add(new Fault(Part.HOME, asked(found)));
        }
        return faults.isEmpty()
                ? new Checked.Ready(isOfHome ? one.orElseThrow().code() : here)
                : new Checked.Missing(List.copyOf(faults), one.isPresent() || !isOfHome ? List.of() : found);
    }

    private String asked(List<Area> found) {
        if (home.isEmpty()) {
            return "老家哪个村？老家的事要知道交给哪里。";
        }
        return found.isEmpty() ? "县里没有找到“" + home + "”。写上乡镇和村，比如：石桥乡石桥村。" : "“" + home + "”有不止一处，是哪一个？";
    }
}
