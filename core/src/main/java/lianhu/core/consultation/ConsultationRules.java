package lianhu.core.consultation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import lianhu.core.casework.AllowedActions;
import lianhu.core.consultation.ConsultationRequest.Answer;
import lianhu.core.consultation.ConsultationRequest.CallOff;
import lianhu.core.consultation.ConsultationRequest.Decide;
import lianhu.core.consultation.ConsultationRequest.EndMediation;
import lianhu.core.consultation.ConsultationRequest.Open;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change.Consulted.Step;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;

/** Decides what follows from a request about a consultation, or why it is refused. Pure. */
final class ConsultationRules {
    private final ConsultationParties parties;
    private final ConsultationClocks clocks;
    private final AllowedActions allowedActions;
    private final ConsultationEndings endings;

    ConsultationRules(ConsultationParties parties, ConsultationClocks clocks, AllowedActions allowedActions) {
        this.parties = parties;
        this.clocks = clocks;
        this.allowedActions = allowedActions;
        this.endings = new ConsultationEndings(parties);
    }

    sealed interface Decision {
        /** @param words of the ticket's event */
        record Apply(Consultation changed, Step step, String words) implements Decision {}

        record Reject(String why) implements Decision {}
    }

    Decision decide(
            TicketWithReceipts loaded,
            List<Consultation> existing,
            ConsultationRequest request,
            Actor by,
            Instant now) {
        return switch (request) {
            case Open open -> open(loaded, existing, open, by, now);
            case Answer answer ->
                withOpen(loaded.ticket(), existing, answer.number(), one -> answer(loaded, one, answer, by, now));
            case CallOff end ->
                withOpen(loaded.ticket(), existing, end.number(), one -> endings.decide(loaded, one, end, by, now));
            case Decide end ->
                withOpen(loaded.ticket(), existing, end.number(), one -> endings.decide(loaded, one, end, by, now));
            case EndMediation end ->
                withOpen(loaded.ticket(), existing, end.number(), one -> endings.decide(loaded, one, end, by, now));
        };
    }

    /** Whether the ticket allows one: it is not sealed, and has no result. */
    static boolean isPossible(Ticket ticket) {
        return !ticket.isSealed() && ticket.state().stage().compareTo(Stage.HANDLING) <= 0;
    }

    /** Who has the ticket now whistles; the desk opens each kind. */
    boolean mayOpen(Ticket ticket, ConsultationKind kind, Actor by, LocalDate day) {
        return isPossible(ticket)
                && switch (by.type()) {
                    case DESK -> true;
                    case GATEWAY -> kind == ConsultationKind.MEETING;
                    case POST, DEPARTMENT -> kind == ConsultationKind.WHISTLE && allowedActions.isWith(ticket, by, day);
                    case API, REPORTER -> false;
                };
    }

    boolean mayEnd(Consultation consultation, Actor by, LocalDate day) {
        return endings.mayEnd(consultation, by, day);
    }

    private Decision open(TicketWithReceipts loaded, List<Consultation> existing, Open open, Actor by, Instant now) {
        Ticket ticket = loaded.ticket();
        LocalDate day = DeadlinePolicy.localDate(now);
        ConsultationKind kind = open.matter().kind();
        if (!mayOpen(ticket, kind, by, day)) {
            return new Decision.Reject(
                    isPossible(ticket) ? "这件事不在您手上，不能" + kind.label() : "封存的、已经有结果的事不能" + kind.label());
        }
        if (open.matter().words().isBlank()) {
            return new Decision.Reject("要写明什么事、请他们做什么");
        }
        if (open.matter() instanceof Matter.Whistle whistle && whistle.place().isBlank()) {
            return new Decision.Reject("要写明到哪里报到");
        }
        if (kind != ConsultationKind.WHISTLE && existing.stream().anyMatch(one -> one.isOpen() && one.kind() == kind)) {
            return new Decision.Reject("已经有一个" + kind.label() + "没结束");
        }
        List<ConsultationParty> called = kind == ConsultationKind.MEETING
                ? parties.ofMeeting(loaded, open.parties(), day)
                : open.parties().stream()
                        .map(owner -> ConsultationParty.called(owner, false))
                        .toList();
        Optional<String> refusal = parties.refusal(
                loaded, called.stream().map(ConsultationParty::owner).toList(), day);
        if (refusal.isPresent()) {
            return new Decision.Reject(refusal.get());
        }
        boolean isCalledAlready = kind == ConsultationKind.WHISTLE
                && existing.stream()
                        .filter(one -> one.isOpen() && one.kind() == kind)
                        .flatMap(one -> one.parties().stream())
                        .anyMatch(party -> party.isSilent()
                                && called.stream()
                                        .anyMatch(again -> again.owner().isSameAs(party.owner())));
        if (isCalledAlready) {
            return new Decision.Reject("里面有已经叫过、还没报到的，等他们报到，或者先销哨");
        }
        Consultation opened = opened(ticket, existing, open.matter(), called, by, now);
        return new Decision.Apply(opened, Step.OPENED, invitation(opened, now));
    }

    private Consultation opened(
            Ticket ticket,
            List<Consultation> existing,
            Matter matter,
            List<ConsultationParty> called,
            Actor by,
            Instant now) {
        TicketNo no = ticket.no();
        Instant answerBy = clocks.answerBy(matter.kind(), ticket.urgency(), now);
        return new Consultation(
                no,
                existing.stream().mapToInt(Consultation::number).max().orElse(0) + 1,
                matter,
                by,
                called,
                now,
                answerBy,
                clocks.endBy(matter.kind(), answerBy),
                false,
                Optional.empty());
    }

    private static String invitation(Consultation opened, Instant now) {
        String where = opened.matter() instanceof Matter.Whistle whistle ? "到" + whistle.place() + "：" : "";
        return where + opened.matter().words() + "。叫了" + names(opened.parties()) + "，"
                + ChineseTime.formatPromise(opened.answerBy(), now) + "前";
    }

    private Decision answer(
            TicketWithReceipts loaded, Consultation consultation, Answer answer, Actor by, Instant now) {
        OptionalInt index = by.type() == Actor.Type.DESK
                ? answer.party()
                        .filter(place ->
                                place >= 0 && place < consultation.parties().size())
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty)
                : parties.partyOf(consultation, by, DeadlinePolicy.localDate(now));
        if (index.isEmpty()) {
            return new Decision.Reject("没有叫您，不用报到");
        }
        ConsultationParty party = consultation.parties().get(index.getAsInt());
        boolean isWhistle = consultation.kind() == ConsultationKind.WHISTLE;
        if (isWhistle == (answer.position() != ConsultationParty.Position.ARRIVED)
                || answer.position() == ConsultationParty.Position.DEEMED) {
            return new Decision.Reject("请选一项");
        }
        if (party.answer()
                .map(ConsultationParty.Answer::position)
                .filter(ConsultationParty.Position.DEEMED::equals)
                .isPresent()) {
            return new Decision.Reject("过了时间没有表态，已经算没有意见");
        }
        if (answer.words().isBlank()) {
            return new Decision.Reject(!isWhistle ? "要写一句意见" : party.isSilent() ? "要写到了哪里，或者这件事的受理号" : "要写做了什么");
        }
        String who = by.type() == Actor.Type.DESK ? party.owner().name() + "（" + by.name() + "代记）" : by.name();
        if (isWhistle && !party.isSilent()) {
            return new Decision.Apply(
                    consultation.withParty(
                            index.getAsInt(), one -> one.withReport(new ConsultationParty.Note(now, answer.words()))),
                    Step.ANSWERED,
                    party.owner().name() + "：" + answer.words());
        }
        Optional<String> words = isWhistle ? CheckIn.words(loaded, answer.words()) : Optional.of(answer.words());
        return words.<Decision>map(told -> new Decision.Apply(
                        consultation.withParty(
                                index.getAsInt(),
                                one -> one.withAnswer(new ConsultationParty.Answer(now, who, answer.position(), told))),
                        Step.ANSWERED,
                        // What a party thinks is for the others of the consultation alone.
                        isWhistle ? who + "：" + told : who))
                .orElseGet(() -> new Decision.Reject("这个号不是这件事的。写到了哪里也行"));
    }

    static String names(List<ConsultationParty> parties) {
        return parties.stream().map(party -> party.owner().name()).collect(Collectors.joining("、"));
    }

    private static Decision withOpen(
            Ticket ticket, List<Consultation> existing, int number, Function<Consultation, Decision> decision) {
        return existing.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .map(one -> !one.isOpen()
                        ? new Decision.Reject(one.kind().label() + "已经结束了")
                        : isPossible(ticket) ? decision.apply(one) : new Decision.Reject("这件事已经有结果或者结束了"))
                .orElseGet(() -> new Decision.Reject("没有这一个"));
    }
}
