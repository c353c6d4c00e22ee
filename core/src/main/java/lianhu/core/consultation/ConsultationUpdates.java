package lianhu.core.consultation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.consultation.ConsultationRepository.ConsultationUpdate;
import lianhu.core.consultation.ConsultationRules.Decision.Apply;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notify.ConsultationDeliveries;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Change.Consulted.Step;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketWithReceipts;

/** Makes of a decided change what is stored: the event of the ticket, who is told, and the next timer. Pure. */
final class ConsultationUpdates {
    private final ConsultationDeliveries deliveries;

    ConsultationUpdates(ConsultationDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    ConsultationUpdate of(
            TicketWithReceipts loaded,
            List<Consultation> existing,
            Apply apply,
            Actor by,
            Optional<MessageSource> source,
            Instant now) {
        Ticket before = loaded.ticket();
        Consultation changed = apply.changed();
        TicketEvent event = new TicketEvent(
                before.version() + 1,
                now,
                by,
                new Change.Consulted(changed.number(), changed.kind(), apply.step()),
                apply.words(),
                List.of(),
                source);
        return new ConsultationUpdate(
                new TicketUpdate(
                        before.apply(event),
                        before.version(),
                        List.of(event),
                        told(loaded, existing, changed, apply.step(), now),
                        ConsultationTimes.timers(with(existing, changed), now)),
                Optional.of(changed));
    }

    /** After a time has passed. */
    ConsultationUpdate of(
            TicketWithReceipts loaded, List<Consultation> existing, ConsultationTimes.Elapsed elapsed, Instant now) {
        return elapsed.said()
                .map(apply -> of(
                        loaded,
                        existing,
                        apply.step() == Step.OVERDUE ? withLeaders(apply, loaded, now) : apply,
                        Actor.GATEWAY,
                        Optional.empty(),
                        now))
                .orElseGet(() -> new ConsultationUpdate(
                        ofTimer(loaded.ticket(), with(existing, elapsed.changed()), now)
                                .ticket(),
                        Optional.of(elapsed.changed())));
    }

    static ConsultationUpdate ofTimer(Ticket ticket, List<Consultation> all, Instant now) {
        return new ConsultationUpdate(
                new TicketUpdate(ticket, ticket.version(), List.of(), List.of(), ConsultationTimes.timers(all, now)),
                Optional.empty());
    }

    private Apply withLeaders(Apply apply, TicketWithReceipts loaded, Instant now) {
        List<String> names = apply.changed().kind() == ConsultationKind.MEETING
                ? List.of()
                : deliveries.namesOfLeaders(silent(apply.changed()), loaded, now);
        return names.isEmpty()
                ? apply
                : new Apply(apply.changed(), apply.step(), apply.words() + "，报给" + String.join("、", names));
    }

    private List<NewDelivery> told(
            TicketWithReceipts loaded, List<Consultation> existing, Consultation changed, Step step, Instant now) {
        List<Owner> all =
                changed.parties().stream().map(ConsultationParty::owner).toList();
        return switch (step) {
            case OPENED -> deliveries.toParties(NoticeType.CONSULTATION, all, now);
            case ANSWERED ->
                changed.kind() != ConsultationKind.WHISTLE && isLastToSpeak(existing, changed)
                        ? deliveries.toConvenor(NoticeType.CONSULTATION_OVERDUE, changed.convenor())
                        : List.of();
            // Silence at a meeting counts as an answer; nobody is reported for it.
            case OVERDUE ->
                Stream.concat(
                                deliveries.toConvenor(NoticeType.CONSULTATION_OVERDUE, changed.convenor()).stream(),
                                deliveries.toLeaders(silent(changed), loaded, now).stream())
                        .distinct()
                        .toList();
            case ENDED ->
                Stream.concat(
                                deliveries.toParties(NoticeType.CONSULTATION_ENDED, all, now).stream(),
                                changed
                                        .ending()
                                        .filter(ending -> ending.by().equals(Actor.GATEWAY))
                                        .map(ending -> deliveries.toConvenor(
                                                NoticeType.CONSULTATION_ENDED, changed.convenor()))
                                        .orElse(List.of())
                                        .stream())
                        .distinct()
                        .toList();
        };
    }

    private static boolean isLastToSpeak(List<Consultation> existing, Consultation changed) {
        return changed.silent().isEmpty()
                && existing.stream()
                        .anyMatch(one -> one.number() == changed.number()
                                && !one.silent().isEmpty());
    }

    private static List<Owner> silent(Consultation consultation) {
        return consultation.silent().stream().map(ConsultationParty::owner).toList();
    }

    private static List<Consultation> with(List<Consultation> existing, Consultation changed) {
        return Stream.concat(existing.stream().filter(one -> one.number() != changed.number()), Stream.of(changed))
                .toList();
    }
}
