package lianhu.core.recording;

import java.util.Arrays;
import java.util.Optional;

/** Why a person hears a recording. */
public enum ListeningReason {
    /** What is said: to write it down, or to know what to do. */
    UNDERSTAND("听清楚说的是什么"),
    /** Whether what was done is what was asked for. */
    CHECK_RESULT("核对办理"),
    /** A complaint about how the matter was handled. */
    REVIEW_COMPLAINT("投诉复核"),
    /** Said in the person's own words. */
    OTHER("其他");

    private final String label;

    ListeningReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<ListeningReason> of(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
