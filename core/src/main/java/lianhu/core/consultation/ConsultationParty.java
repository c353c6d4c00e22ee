package lianhu.core.consultation;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.routing.Owner;

/**
 * A body or post that was called to a consultation.
 *
 * @param isFixed one of the four of the county; the others are the X
 * @param answer that it came, or what it thinks
 * @param report what it did, after it came
 * @param came what the whistler said at the end
 */
public record ConsultationParty(
        Owner owner, boolean isFixed, Optional<Answer> answer, Optional<Note> report, Optional<Boolean> came) {
    /** A party that has not answered yet. */
    public static ConsultationParty called(Owner owner, boolean isFixed) {
        return new ConsultationParty(owner, isFixed, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public boolean isSilent() {
        return answer.isEmpty();
    }

    ConsultationParty withAnswer(Answer given) {
        return new ConsultationParty(owner, isFixed, Optional.of(given), report, came);
    }

    ConsultationParty withReport(Note done) {
        return new ConsultationParty(owner, isFixed, answer, Optional.of(done), came);
    }

    ConsultationParty judged(boolean hasCome) {
        return new ConsultationParty(owner, isFixed, answer, report, Optional.of(hasCome));
    }

    /** @param by name of the person or office, or of the desk for one that answered by telephone */
    public record Answer(Instant at, String by, Position position, String words) {}

    /** What was done. */
    public record Note(Instant at, String words) {}

    /** What a party says. */
    public enum Position {
        ARRIVED("到了"),
        TAKES_PART("参加"),
        OWN("归我们办"),
        NOT_OWN("不归我们办"),
        AGREES("没有意见"),
        /** Said nothing in time. */
        DEEMED("没表态，算没有意见");

        private final String word;

        Position(String word) {
            this.word = word;
        }

        public String label() {
            return word;
        }
    }
}
