package lianhu.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Telling;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Dossier;
import lianhu.core.ticket.Line;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/**
 * 事事有回音: who is told what after something happened. Pure. The group hears twice, the receipt and the result; the rest
 * is private or on demand. What does not belong in public never names itself in a group.
 */
public final class Echo {
    private static final Duration EMERGENCY_ROUND = Duration.ofMinutes(1);
    private static final Duration HEAD_PATIENCE = Duration.ofHours(24);
    private static final Duration OBJECTION = Duration.ofDays(7);

    private final Summons summons;
    private final Bindings bindings;
    private final Catalogue catalogue;

    public Echo(Owners owners, Departments departments, Bindings bindings, Catalogue catalogue) {
        this.summons = new Summons(owners, departments);
        this.bindings = bindings;
        this.catalogue = catalogue;
    }

    /** After a report was filed. What goes out with the door's own answer is written as SENT. */
    List<Telling> ofFiling(Report report, Receipt receipt, Ticket ticket) {
        List<Telling> tellings = new ArrayList<>();
        boolean isQuiet = !receipt.isPublic();
        NoticeType full = receipt.said();
        switch (report.channel()) {
            case GROUP -> {
                Audience group = new Audience.Group(chat(report.conversation()));
                tellings.add(said(isQuiet ? NoticeType.QUIET : full, receipt, group, Channel.GROUP));
                if (isQuiet || full != NoticeType.RECEIPT) {
                    tellings.add(privately(isQuiet ? full : NoticeType.RECEIPT, receipt, hasAccount(report)));
                }
            }
            case RELAY -> {
                tellings.add(said(full, receipt, new Audience.Reporter(receipt.no()), Channel.RELAY));
                if (!isQuiet) {
                    neighbours(NoticeType.RECEIPT, receipt.no(), report.area()).ifPresent(tellings::add);
                }
            }
            case KF -> tellings.add(atCustomerService(full, receipt.no()));
            case PRIVATE, APP -> tellings.add(privately(full, receipt, hasAccount(report)));
            case WEB, PHONE, AWAY, OPEN311, HOTLINE, SMS, API ->
                tellings.add(said(full, receipt, new Audience.Reporter(receipt.no()), report.channel()));
        }
        tellings.addAll(
                ticket.urgency() == Urgency.EMERGENCY
                        ? summons.rouse(ticket, report.receivedAt())
                        : summons.toOwner(NoticeType.ASSIGNED, ticket, report.receivedAt()));
        return List.copyOf(tellings);
    }

    /** After an event on a ticket that exists. */
    List<Telling> ofEvent(Dossier before, Ticket now, TicketEvent event) {
        return switch (event.change()) {
            case Change.Dispatched d -> {
                boolean isReopening = now.reopenings() > before.ticket().reopenings();
                List<Telling> tellings = new ArrayList<>(
                        isReopening ? List.of() : summons.toOwner(NoticeType.ASSIGNED, now, event.at()));
                if (!d.isByHead() && !now.isSealed() && !isReopening) {
                    before.lines().forEach(line -> tellings.add(inPrivate(NoticeType.DISPATCHED, line)));
                }
                yield List.copyOf(tellings);
            }
            case Change.ResultSubmitted r ->
                before.lines().stream().map(line -> result(now, line)).toList();
            case Change.Merged m -> {
                List<Telling> tellings =
                        new ArrayList<>(summons.toOwner(NoticeType.DROPPED, before.ticket(), event.at()));
                before.lines().forEach(line -> tellings.add(inPrivate(NoticeType.MERGED, line)));
                yield List.copyOf(tellings);
            }
            case Change.Withdrawn w -> summons.toOwner(NoticeType.DROPPED, before.ticket(), event.at());
            case Change.Reopened r -> summons.toOwner(NoticeType.REOPENED, now, event.at());
            case Change.Received r -> List.of();
            case Change.Triaged t -> List.of();
            case Change.Accepted a -> List.of();
            case Change.Returned r -> List.of();
            case Change.Closed c -> List.of();
            case Change.Absorbed a -> List.of();
            case Change.WrittenDown w -> List.of();
            case Change.Supplemented s ->
                now.urgency() == Urgency.EMERGENCY && !now.state().isOver()
                        ? summons.rouse(now, event.at())
                        : List.of();
            case Change.Acknowledged a -> List.of();
            case Change.UnsealAsked u -> List.of();
            case Change.Unsealed u -> List.of();
            case Change.UnsealSeen u -> List.of();
        };
    }

    /** Another round of calls, and after the third the plain truth to whoever called for help. */
    List<Telling> ofSilence(Dossier dossier, int round, Instant at) {
        List<Telling> tellings = new ArrayList<>(summons.rouse(dossier.ticket(), at));
        if (round == 3) {
            dossier.lines()
                    .forEach(line -> tellings.add(
                            line.chat().isPresent() && dossier.ticket().discretion() == Discretion.OPEN
                                    ? group(NoticeType.NOBODY_YET, line)
                                    : inPrivate(NoticeType.NOBODY_YET, line)));
        }
        return List.copyOf(tellings);
    }

    List<Alarm> alarms(Ticket ticket, Instant at) {
        List<Alarm> alarms = new ArrayList<>();
        if (ticket.urgency() == Urgency.EMERGENCY) {
            alarms.add(new Alarm(Alarm.Kind.EMERGENCY, at.plus(EMERGENCY_ROUND), 1));
        }
        if (ticket.lead().type() == OwnerType.UNIT) {
            alarms.add(new Alarm(Alarm.Kind.HEAD_SILENT, at.plus(HEAD_PATIENCE), 1));
        }
        return alarms;
    }

    Alarm nextRound(Alarm rung) {
        return new Alarm(rung.kind(), rung.at().plus(EMERGENCY_ROUND), rung.round() + 1);
    }

    Alarm objection(Instant at) {
        return new Alarm(Alarm.Kind.NO_OBJECTION, at.plus(OBJECTION), 1);
    }

    /** The notice that answers the reporter at once, on every channel. */
    public NoticeType answer(Urgency urgency, Discretion discretion, String advice) {
        boolean isEmergency = urgency == Urgency.EMERGENCY;
        if (isEmergency && catalogue.topic(advice).map(Topic::isPrivate).orElse(false)) {
            return NoticeType.DANGER_ADVICE;
        }
        return discretion == Discretion.SEALED
                ? NoticeType.SEALED_RECEIPT
                : isEmergency ? NoticeType.EMERGENCY_ADVICE : NoticeType.RECEIPT;
    }

    private Telling result(Ticket ticket, Line line) {
        boolean isPublic = ticket.discretion() == Discretion.OPEN;
        return switch (line.channel()) {
            case GROUP ->
                isPublic && line.chat().isPresent()
                        ? group(NoticeType.RESULT, line)
                        : inPrivate(NoticeType.RESULT, line);
            case RELAY ->
                (isPublic ? neighbours(NoticeType.RESULT, line.receipt(), line.area()) : Optional.<Telling>empty())
                        .orElseGet(() -> inPrivate(NoticeType.RESULT, line));
            case PRIVATE, APP, KF, WEB, PHONE, AWAY, OPEN311, HOTLINE, SMS, API -> inPrivate(NoticeType.RESULT, line);
        };
    }

    private static Telling group(NoticeType type, Line line) {
        return Telling.pending(
                type,
                Optional.of(line.receipt()),
                new Audience.Group(line.chat().orElseThrow()),
                Channel.GROUP);
    }

    private static Telling inPrivate(NoticeType type, Line line) {
        return line.channel() == Channel.KF
                ? atCustomerService(type, line.receipt())
                : privately(
                        type, Optional.of(line.receipt()), line.hasAccount(), new Audience.Reporter(line.receipt()));
    }

    /** In the conversation she reported in, for as long as WeCom lets us answer there. */
    private static Telling atCustomerService(NoticeType type, ReceiptNo receipt) {
        return Telling.pending(type, Optional.of(receipt), new Audience.Reporter(receipt), Channel.KF);
    }

    private static Telling privately(NoticeType type, Receipt receipt, boolean hasAccount) {
        return privately(type, Optional.of(receipt.no()), hasAccount, new Audience.Reporter(receipt.no()));
    }

    private static Telling privately(
            NoticeType type, Optional<ReceiptNo> receipt, boolean hasAccount, Audience audience) {
        return hasAccount
                ? Telling.pending(type, receipt, audience, Channel.PRIVATE)
                : new Telling(type, receipt, audience, Channel.WEB, DeliveryState.WAITS_FOR_QUERY, "等本人来查");
    }

    private static Telling said(NoticeType type, Receipt receipt, Audience audience, Channel channel) {
        return new Telling(type, Optional.of(receipt.no()), audience, channel, DeliveryState.SENT, "当场答复");
    }

    /** In the unit's group: a customer group hears by its owner's tap, a plain one by the head who pastes. */
    private Optional<Telling> neighbours(NoticeType type, ReceiptNo receipt, AreaCode unit) {
        return bindings.customerGroupOf(unit)
                .map(group ->
                        Telling.pending(type, Optional.of(receipt), new Audience.Group(group.chat()), Channel.GROUP))
                .or(() -> bindings.plainGroupOf(unit)
                        .map(group -> new Telling(
                                type,
                                Optional.of(receipt),
                                new Audience.Neighbours(unit),
                                Channel.RELAY,
                                DeliveryState.WAITS_FOR_PERSON,
                                "")));
    }

    private static boolean hasAccount(Report report) {
        return report.relayer().isEmpty() && !report.reporter().identity().isEmpty();
    }

    /** The conversation of a group is its chat id behind the door's name. */
    private static String chat(String conversation) {
        return conversation.substring(conversation.indexOf(':') + 1);
    }
}
