package lianhu.core.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;

/**
 * How a consultation ended.
 *
 * @param words the decision with its minutes, the agreement, or why there is none
 * @param owner who leads the ticket from now on, of a decision
 * @param handOver to the court, of a mediation
 */
public record Ending(
        Instant at, Actor by, Outcome outcome, String words, Optional<Owner> owner, Optional<HandOver> handOver) {
    /** The outcome. */
    public enum Outcome {
        /** The whistler says who came. */
        CALLED_OFF("销哨"),
        DECIDED("定了"),
        SETTLED("调成了"),
        NOT_SETTLED("没调成"),
        /** Nobody ended it in time. */
        EXPIRED("到时间没人结束，自动结束"),
        /** The ticket has its result, or is over. */
        OBSOLETE("事情已经有结果或者不办了，自动结束");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String label() {
            return word;
        }
    }

    /**
     * Handed to the court.
     *
     * @param reference the court's number; empty while there is none
     */
    public record HandOver(Way way, String reference) {
        /** 司法确认 makes an agreement binding; a dispute without one may be filed as a case. */
        public enum Way {
            CONFIRMATION("申请司法确认"),
            CASE("转立案");

            private final String word;

            Way(String word) {
                this.word = word;
            }

            public String label() {
                return word;
            }
        }
    }

    /** @param came whether each party of a whistle came */
    String summary(List<String> came) {
        return Stream.of(
                        Stream.of(outcome.label()),
                        owner.stream().map(leading -> "由" + leading.name() + "主办"),
                        came.stream(),
                        handOver.stream().map(court -> court.way().label() + court.reference()),
                        Stream.of(words))
                .flatMap(part -> part)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("；"));
    }
}
