package lianhu.core.followup;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The keys that a resident pressed in a follow-up call, in their order: 1 to be asked or 2 for not; 1 solved, 2 not solved, 3
 * partly; 1 very satisfied to 5 very dissatisfied.
 */
public record FollowUpKeys(String keys) {
    public static final char WILLING = '1';
    public static final char NOT_WILLING = '2';
    private static final int LOWEST = 5;

    /** What became of the matter, as the reporter says. */
    public enum Outcome {
        SOLVED,
        NOT_SOLVED,
        PARTLY_SOLVED
    }

    /** Empty while the question is not answered. */
    public Optional<Outcome> outcome() {
        return key(1).map(key -> switch (key) {
            case '1' -> Outcome.SOLVED;
            case '2' -> Outcome.NOT_SOLVED;
            default -> Outcome.PARTLY_SOLVED;
        });
    }

    /** From 5, very satisfied, to 1; empty while the question is not answered. */
    public OptionalInt score() {
        return key(2).map(key -> OptionalInt.of(LOWEST + 1 - Character.digit(key, 10)))
                .orElseGet(OptionalInt::empty);
    }

    private Optional<Character> key(int index) {
        return index < keys.length() ? Optional.of(keys.charAt(index)) : Optional.empty();
    }
}
