package lianhu.core.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketNo;

/**
 * Several bodies deal with one ticket together:
 *
 * <pre>
 *   open -- each party answers --&gt; answerBy passes: who is silent is reported, or counts as agreeing
 *        -- the convenor ends it, or endBy passes --&gt; ended
 * </pre>
 *
 * @param number within the ticket: 1, 2, 3, …
 * @param convenor who opened it, and ends it; the desk may end each
 * @param isAnswerTimeOver {@code answerBy} has passed, and what follows from that is done
 * @param ending empty while it is open
 */
public record Consultation(
        TicketNo ticket,
        int number,
        Matter matter,
        Actor convenor,
        List<ConsultationParty> parties,
        Instant openedAt,
        Instant answerBy,
        Instant endBy,
        boolean isAnswerTimeOver,
        Optional<Ending> ending) {
    /** How often an open one is looked at after its time to answer: its ticket may have got a result. */
    private static final Duration LOOK_INTERVAL = Duration.ofDays(1);

    public Consultation {
        parties = List.copyOf(parties);
    }

    public ConsultationKind kind() {
        return matter.kind();
    }

    public boolean isOpen() {
        return ending.isEmpty();
    }

    /** Those who have neither come nor said anything. */
    public List<ConsultationParty> silent() {
        return parties.stream().filter(ConsultationParty::isSilent).toList();
    }

    /** The four have answered, and one of the others where there are others. */
    public boolean hasQuorum() {
        List<ConsultationParty> others =
                parties.stream().filter(party -> !party.isFixed()).toList();
        return parties.stream().filter(ConsultationParty::isFixed).noneMatch(ConsultationParty::isSilent)
                && (others.isEmpty() || others.stream().anyMatch(party -> !party.isSilent()));
    }

    /** When it is to be looked at; empty once it has ended. */
    public Optional<Instant> nextLook(Instant now) {
        if (!isOpen()) {
            return Optional.empty();
        }
        Instant later = now.plus(LOOK_INTERVAL);
        return Optional.of(!isAnswerTimeOver ? answerBy : endBy.isBefore(later) ? endBy : later);
    }

    Consultation withParty(int index, UnaryOperator<ConsultationParty> change) {
        List<ConsultationParty> changed = new ArrayList<>(parties);
        changed.set(index, change.apply(parties.get(index)));
        return withParties(changed, isAnswerTimeOver);
    }

    Consultation withParties(List<ConsultationParty> changed, boolean isTimeOver) {
        return new Consultation(
                ticket, number, matter, convenor, changed, openedAt, answerBy, endBy, isTimeOver, ending);
    }

    Consultation withConvenor(Actor other) {
        return new Consultation(
                ticket, number, matter, other, parties, openedAt, answerBy, endBy, isAnswerTimeOver, ending);
    }

    Consultation ended(Ending how) {
        return new Consultation(
                ticket,
                number,
                matter,
                convenor,
                parties,
                openedAt,
                answerBy,
                endBy,
                isAnswerTimeOver,
                Optional.of(how));
    }

    /** Without the words, which are of staff and residents. */
    @Override
    public String toString() {
        return "Consultation[" + ticket + " " + number + "]";
    }
}
