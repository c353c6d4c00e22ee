package lianhu.core.consultation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.consultation.ConsultationRequest.CallOff;
import lianhu.core.consultation.ConsultationRequest.Decide;
import lianhu.core.consultation.ConsultationRequest.EndMediation;
import lianhu.core.consultation.ConsultationRules.Decision;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change.Consulted.Step;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketWithReceipts;

/** Decides how a consultation ends, and what then stands on the ticket. Pure. */
final class ConsultationEndings {
    private final ConsultationParties parties;

    ConsultationEndings(ConsultationParties parties) {
        this.parties = parties;
    }

    Decision decide(TicketWithReceipts loaded, Consultation open, ConsultationRequest request, Actor by, Instant now) {
        if (!mayEnd(open, by, DeadlinePolicy.localDate(now))) {
            return new Decision.Reject("由" + open.convenor().name() + "结束");
        }
        return switch (request) {
            case CallOff end when open.kind() == ConsultationKind.WHISTLE -> callOff(open, end, by, now);
            case Decide end when open.kind() == ConsultationKind.MEETING -> decide(loaded, open, end, by, now);
            case EndMediation end when open.kind() == ConsultationKind.MEDIATION -> endMediation(open, end, by, now);
            default -> new Decision.Reject(open.kind().label() + "不这样结束");
        };
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
        List<ConsultationParty> judged = IntStream.range(0, whistle.parties().size())
                .mapToObj(index -> {
                    ConsultationParty party = whistle.parties().get(index);
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
        return new Decision.Apply(consultation.ended(ending), Step.ENDED, ending.summary(came(consultation, ending)));
    }

    /** Whether each party of a whistle came. */
    private static List<String> came(Consultation consultation, Ending ending) {
        return ending.outcome() != Ending.Outcome.CALLED_OFF
                ? List.of()
                : consultation.parties().stream()
                        .map(party -> party.owner().name() + (party.came().orElse(false) ? "来了" : "没来"))
                        .toList();
    }
}
