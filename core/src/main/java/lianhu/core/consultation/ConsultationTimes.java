package lianhu.core.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change.Consulted.Step;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketTimer;

/** What a time that has passed does to a consultation. Pure. */
final class ConsultationTimes {
    /** What happened; {@code said} is empty where nobody is to be told. */
    record Elapsed(Consultation changed, Optional<ConsultationRules.Decision.Apply> said) {}

    /** Empty while no time has passed. */
    static Optional<Elapsed> elapsed(Consultation consultation, Ticket ticket, Instant now) {
        if (!consultation.isOpen()) {
            return Optional.empty();
        }
        if (!ConsultationRules.isPossible(ticket)) {
            return Optional.of(ended(consultation, Ending.Outcome.OBSOLETE, now));
        }
        if (!now.isBefore(consultation.endBy())) {
            return Optional.of(ended(consultation, Ending.Outcome.EXPIRED, now));
        }
        return consultation.isAnswerTimeOver() || now.isBefore(consultation.answerBy())
                ? Optional.empty()
                : Optional.of(answerTimeOver(consultation, now));
    }

    private static Elapsed ended(Consultation consultation, Ending.Outcome outcome, Instant now) {
        ConsultationRules.Decision.Apply apply = ConsultationEndings.apply(
                consultation, new Ending(now, Actor.GATEWAY, outcome, "", Optional.empty(), Optional.empty()));
        return new Elapsed(apply.changed(), Optional.of(apply));
    }

    private static Elapsed answerTimeOver(Consultation consultation, Instant now) {
        List<ConsultationParty> silent = consultation.silent();
        boolean isMeeting = consultation.kind() == ConsultationKind.MEETING;
        Consultation changed = consultation.withParties(
                consultation.parties().stream()
                        .map(party -> isMeeting && party.isSilent()
                                ? party.withAnswer(new ConsultationParty.Answer(
                                        now, party.owner().name(), ConsultationParty.Position.DEEMED, ""))
                                : party)
                        .toList(),
                true);
        String words = ConsultationRules.names(silent)
                + switch (consultation.kind()) {
                    case WHISTLE -> "没有报到";
                    case MEETING -> "没有表态，算没有意见";
                    case MEDIATION -> "没有回话";
                };
        return new Elapsed(
                changed,
                silent.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ConsultationRules.Decision.Apply(changed, Step.OVERDUE, words)));
    }

    /** When the consultations of a ticket are looked at next. */
    static List<TicketTimer> timers(List<Consultation> all, Instant now) {
        return all.stream()
                .flatMap(one -> one.nextLook(now).stream())
                .min(Instant::compareTo)
                .map(at -> new TicketTimer(TicketTimer.Kind.CONSULTATION, at, 1))
                .stream()
                .toList();
    }

    private ConsultationTimes() {}
}
