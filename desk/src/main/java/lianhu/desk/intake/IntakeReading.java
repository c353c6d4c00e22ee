package lianhu.desk.intake;

import java.util.List;

/**
 * What the gateway reads in the words while they are typed: nothing of it is stored.
 *
 * @param guesses the two categories that the words name best
 * @param kind 求助, 投诉 …
 * @param urgency 紧急, 急 or empty
 * @param circle who must not see it, in a word; empty for a matter of all
 * @param emergency name of the topic that calls people at once; empty for none
 * @param owner who gets it; empty while the place is not known
 * @param due until when it is answered
 * @param why reasons for the owner
 * @param similar open tickets that may be the same matter
 */
record IntakeReading(
        List<Guess> guesses,
        String kind,
        String urgency,
        String circle,
        String emergency,
        String owner,
        String due,
        List<String> why,
        List<Similar> similar) {
    /** Nothing was typed. */
    static IntakeReading of(List<Similar> similar) {
        return new IntakeReading(List.of(), "", "", "", "", "", "", List.of(), similar);
    }

    IntakeReading with(List<Similar> found) {
        return new IntakeReading(guesses, kind, urgency, circle, emergency, owner, due, why, found);
    }

    public boolean isBlank() {
        return kind.isEmpty();
    }

    /** @param reason the words that were found */
    record Guess(String code, String name, String reason) {}

    /**
     * @param why 同一个村，同一类, or 这个号码报的
     * @param isOffered whether the report may be merged into it when it is filed
     */
    record Similar(String no, String title, String receipt, String meta, String why, boolean isOffered) {}
}
