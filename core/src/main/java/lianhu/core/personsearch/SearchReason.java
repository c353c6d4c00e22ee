package lianhu.core.personsearch;

import java.util.Arrays;
import java.util.Optional;

/** Why somebody searches for the reports of a person. */
public enum SearchReason {
    /** The person is called back, or has called back. */
    CALLED_BACK("给他回电话"),
    ASKS_PROGRESS("他来问进度，说不出受理号"),
    /** Whether the person has reported it already. */
    SAME_MATTER("看是不是报过同一件"),
    /** Said in the searcher's own words. */
    OTHER("其他");

    private final String label;

    SearchReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<SearchReason> of(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
