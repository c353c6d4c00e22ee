package lianhu.core.consultation;

import lianhu.core.ticket.ConsultationKind;

/** What a consultation is about. The words are of staff, and may name what a resident said. */
public sealed interface Matter {
    /** What the parties are asked, in a sentence or two. */
    String words();

    default ConsultationKind kind() {
        return switch (this) {
            case Whistle whistle -> ConsultationKind.WHISTLE;
            case Meeting meeting -> ConsultationKind.MEETING;
            case Mediation mediation -> ConsultationKind.MEDIATION;
        };
    }

    /** @param place where the parties are to come, in words */
    record Whistle(String place, String words) implements Matter {}

    /** @param isAway of members in another city; their chamber's contact is a party */
    record Meeting(boolean isAway, String words) implements Matter {}

    /** @param persons who have the dispute, as the mediator needs to know them */
    record Mediation(DisputeKind dispute, MediationType type, String persons, String words) implements Matter {}

    /** What a dispute is about. */
    enum DisputeKind {
        NEIGHBOURS("邻里"),
        FAMILY("婚姻家庭"),
        LAND("土地、山林、草场"),
        WAGES("劳资"),
        DAMAGE("损害赔偿"),
        OTHER("其他");

        private final String word;

        DisputeKind(String word) {
            this.word = word;
        }

        public String label() {
            return word;
        }
    }

    /** The three of “3+N”, and all others. */
    enum MediationType {
        PEOPLE("人民调解"),
        ADMINISTRATIVE("行政调解"),
        JUDICIAL("司法调解"),
        OTHER("其他调解");

        private final String word;

        MediationType(String word) {
            this.word = word;
        }

        public String label() {
            return word;
        }
    }
}
