package lianhu.core.consultation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.core.casework.AllowedActions;
import lianhu.core.consultation.ConsultationRequest.Answer;
import lianhu.core.consultation.ConsultationRequest.CallOff;
import lianhu.core.consultation.ConsultationRequest.Decide;
import lianhu.core.consultation.ConsultationRequest.EndMediation;
import lianhu.core.consultation.ConsultationRequest.Open;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
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

    ConsultationRules(ConsultationParties parties, ConsultationClocks clocks, AllowedActions allowedActions) {
        this.parties = parties;
        this.clocks = clocks;
        this.allowedActions = allowedActions;
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
            case Answer answer -> withOpen(existing, answer.number(), one -> answer(loaded, one, answer, by, now));
            case CallOff callOff ->
                withOpen(
                        existing,
                        callOff.number(),
                        one -> endRefusal(one, by, now, ConsultationKind.WHISTLE)
                                .orElseGet(() -> callOff(one, callOff, by, now)));
            case Decide decide ->
                withOpen(
                        existing,
                        decide.number(),
                        one -> endRefusal(one, by, now, ConsultationKind.MEETING)
                                .orElseGet(() -> decide(loaded, one, decide, by, now)));
            case EndMediation end ->
                withOpen(
                        existing,
                        end.number(),
                        one -> endRefusal(one, by, now, ConsultationKind.MEDIATION)
                                .orElseGet(() -> endMediation(one, end, by, now)));
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
        List<Party> called = kind == ConsultationKind.MEETING
                ? parties.ofMeeting(loaded, open.parties(), day)
                : open.parties().stream()
                        .map(owner -> Party.called(owner, false))
                        .toList();
        Optional<String> refusal =
                parties.refusal(loaded, called.stream().map(Party::owner).toList(), day);
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
            Ticket ticket, List<Consultation> existing, Matter matter, List<Party> called, Actor by, Instant now) {
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
        Party party = consultation.parties().get(index.getAsInt());
        boolean isWhistle = consultation.kind() == ConsultationKind.WHISTLE;
        if (isWhistle == (answer.position() != Party.Position.ARRIVED) || answer.position() == Party.Position.DEEMED) {
            return new Decision.Reject("请选一项");
        }
        if (party.answer()
                .map(Party.Answer::position)
                .filter(Party.Position.DEEMED::equals)
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
                            index.getAsInt(), one -> one.withReport(new Party.Note(now, answer.words()))),
                    Step.ANSWERED,
                    party.owner().name() + "：" + answer.words());
        }
        Optional<String> words = isWhistle ? CheckIn.words(loaded, answer.words()) : Optional.of(answer.words());
        return words.<Decision>map(told -> new Decision.Apply(
                        consultation.withParty(
                                index.getAsInt(),
                                one -> one.withAnswer(new Party.Answer(now, who, answer.position(), told))),
                        Step.ANSWERED,
                        // What a party thinks is for the others of the consultation alone.
                        isWhistle ? who + "：" + told : who))
                .orElseGet(() -> new Decision.Reject("这个号不是这件事的。写到了哪里也行"));
    }

    private Optional<Decision> endRefusal(Consultation consultation, Actor by, Instant now, ConsultationKind kind) {
        return consultation.kind() != kind
                ? Optional.of(new Decision.Reject("这一个不是" + kind.label()))
                : mayEnd(consultation, by, DeadlinePolicy.localDate(now))
                        ? Optional.empty()
                        : Optional.of(new Decision.Reject(
                                "由" + consultation.convenor().name() + "结束"));
    }

    /** The desk, the convenor, and the mediator, who is the first party. */
    boolean mayEnd(Consultation consultation, Actor by, LocalDate day) {
        boolean isMediator = consultation.kind() == ConsultationKind.MEDIATION
                && parties.partyOf(consultation, by, day).orElse(-1) == 0;
        return isMediator
                || by.type() == Actor.Type.DESK
                || by.type() == consultation.convenor().type()
                        && by.id().equals(consultation.convenor().id());
    }

    private static Decision callOff(Consultation whistle, CallOff request, Actor by, Instant now) {
        List<Party> judged = IntStream.range(0, whistle.parties().size())
                .mapToObj(index -> {
                    Party party = whistle.parties().get(index);
                    return party.judged(request.came().getOrDefault(index, !party.isSilent()));
                })
                .toList();
        return apply(
                whistle.withParties(judged, true),
                new Ending(now, by, Ending.Outcome.CALLED_OFF, request.words(), Optional.empty(), Optional.empty()));
    }

    private Decision decide(TicketWithReceipts loaded, Consultation meeting, Decide request, Actor by, Instant now) {
        if (!meeting.hasQuorum()) {
            return new Decision.Reject(
                    "固定的几家和至少一家有关单位说了意见才能定；到" + ChineseTime.formatPromise(meeting.answerBy(), now) + "没说的，算没有意见");
        }
        if (request.words().isBlank()) {
            return new Decision.Reject("要写定了什么：由谁主办、怎么办、到哪天");
        }
        if (ReceiptNo.isIn(request.words())) {
            return new Decision.Reject("里面不能有受理号，去掉再写");
        }
        Owner owner = request.owner();
        if (owner.isDesk() || parties.isAbout(owner, loaded, DeadlinePolicy.localDate(now))) {
            return new Decision.Reject("要定一家能主办、不用回避的");
        }
        return apply(
                meeting,
                new Ending(now, by, Ending.Outcome.DECIDED, request.words(), Optional.of(owner), Optional.empty()));
    }

    private static Decision endMediation(Consultation mediation, EndMediation request, Actor by, Instant now) {
        if (request.words().isBlank()) {
            return new Decision.Reject(request.isSettled() ? "要写协议的要点" : "要写为什么没调成");
        }
        boolean isConfirmation = request.handOver()
                .map(Ending.HandOver::way)
                .filter(Ending.HandOver.Way.CONFIRMATION::equals)
                .isPresent();
        if (request.handOver().isPresent() && isConfirmation != request.isSettled()) {
            return new Decision.Reject("调成了才能申请司法确认，没调成才转立案");
        }
        return apply(
                mediation,
                new Ending(
                        now,
                        by,
                        request.isSettled() ? Ending.Outcome.SETTLED : Ending.Outcome.NOT_SETTLED,
                        request.words(),
                        Optional.empty(),
                        request.handOver()));
    }

    static Decision.Apply apply(Consultation consultation, Ending ending) {
        return new Decision.Apply(consultation.ended(ending), Step.ENDED, summary(consultation, ending));
    }

    /** What stands on the ticket. */
    private static String summary(Consultation consultation, Ending ending) {
        List<String> parts = new ArrayList<>();
        parts.add(ending.outcome().label());
        ending.owner().ifPresent(owner -> parts.add("由" + owner.name() + "主办"));
        if (ending.outcome() == Ending.Outcome.CALLED_OFF) {
            consultation
                    .parties()
                    .forEach(party ->
                            parts.add(party.owner().name() + (party.came().orElse(false) ? "来了" : "没来")));
        }
        ending.handOver().ifPresent(handOver -> parts.add(handOver.way().label() + handOver.reference()));
        if (!ending.words().isBlank()) {
            parts.add(ending.words());
        }
        return String.join("；", parts);
    }

    static String names(List<Party> parties) {
        return parties.stream().map(party -> party.owner().name()).collect(Collectors.joining("、"));
    }

    private static Decision withOpen(
            List<Consultation> existing, int number, java.util.function.Function<Consultation, Decision> decision) {
        return existing.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .map(one -> one.isOpen()
                        ? decision.apply(one)
                        : new Decision.Reject(one.kind().label() + "已经结束了"))
                .orElseGet(() -> new Decision.Reject("没有这一个"));
    }
}
