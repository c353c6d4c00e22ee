package lianhu.core.notify;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.WorkLinks;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Composes the notice of a delivery from the committed ticket. */
public final class NoticeComposer {
    private final Areas areas;
    private final Catalogue catalogue;
    private final NotificationPolicy notificationPolicy;
    private final PostDirectory postDirectory;
    private final WorkLinks workLinks;
    private final String publicUrl;

    /** @param publicUrl address of the residents' pages, without a slash at its end */
    public NoticeComposer(
            Areas areas,
            Catalogue catalogue,
            NotificationPolicy notificationPolicy,
            PostDirectory postDirectory,
            WorkLinks workLinks,
            String publicUrl) {
        this.areas = areas;
        this.catalogue = catalogue;
        this.notificationPolicy = notificationPolicy;
        this.postDirectory = postDirectory;
        this.workLinks = workLinks;
        this.publicUrl = publicUrl;
    }

    public Notice welcome(String group, String area) {
        return new Notice.Welcome(group, publicUrl + "/report/" + area);
    }

    /** Empty when the delivery is obsolete: the result of a reopened ticket, an assignment that moved on. */
    public Optional<Notice> compose(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        Ticket ticket = ticketDetails.ticket();
        String place = areas.displayName(ticket.area());
        Optional<ReceiptNo> receipt = delivery.receipt().or(() -> TicketTexts.firstReceipt(ticketDetails));
        if (delivery.channel() == Channel.SMS && !(delivery.recipient() instanceof Recipient.Reporter)) {
            return SmsNotices.composeCall(ticket);
        }
        if (delivery.channel() == Channel.SMS) {
            if (notificationPolicy.isOnlyForItsReporter(ticket)) {
                return Optional.empty();
            }
            return receipt.flatMap(no -> SmsNotices.compose(
                    delivery, ticketDetails, no, publicUrl + "/track/" + no, emergencyNumber(ticket)));
        }
        return switch (delivery.type()) {
            case RECEIPT -> receipt.map(no -> received(delivery, ticketDetails, no));
            case QUIET -> Optional.of(new Notice.Quiet());
            case SEALED_RECEIPT ->
                receipt.map(no -> new Notice.SealedReceived(
                        no, TicketTexts.triaged(ticketDetails).due()));
            case EMERGENCY_ADVICE -> Optional.of(emergencyAdvice(delivery, ticketDetails));
            case DANGER_ADVICE -> Optional.of(new Notice.DangerAdvice());
            case NOBODY_YET ->
                ticket.isAcknowledged()
                        ? Optional.empty()
                        : Optional.of(new Notice.NoResponderYet(leadersCalled(ticketDetails)));
            case DISPATCHED -> receipt.flatMap(no -> dispatched(delivery, ticketDetails, no));
            case RESULT ->
                delivery.recipient() instanceof Recipient.PostHolder
                        ? StaffNotices.awayResult(delivery, ticketDetails)
                        : receipt.flatMap(no -> result(delivery, ticketDetails, no));
            case MERGED -> receipt.map(no -> merged(ticketDetails, no));
            case ASSIGNED -> Optional.of(assigned(delivery, ticketDetails, place, receipt));
            case EMERGENCY_CALL -> emergencyCall(delivery, ticketDetails, place, receipt);
            case REOPENED ->
                Optional.of(new Notice.Reopened(
                        ticket.no(),
                        ticket.version(),
                        ticketDetails.title(),
                        TicketTexts.reopenReason(ticketDetails),
                        place,
                        ticket.due(),
                        link(delivery, ticket)));
            case DROPPED ->
                Optional.of(
                        new Notice.Dropped(ticket.no(), ticketDetails.title(), TicketTexts.dropReason(ticketDetails)));
            case COLLABORATION -> StaffNotices.collaboration(delivery, ticketDetails, place);
            case REMINDER -> StaffNotices.reminder(delivery, ticketDetails, place, link(delivery, ticket));
            case SUPERVISION ->
                StaffNotices.reached(delivery, ticketDetails)
                        .map(step -> StaffNotices.supervision(step, ticket, ticketDetails.title(), place));
            case DELAYED ->
                receipt.filter(no ->
                                StaffNotices.reached(delivery, ticketDetails).isPresent())
                        .map(no -> new Notice.Delayed(
                                ticket.isSealed() ? Notice.SEALED_TITLE : ticketDetails.title(),
                                no,
                                ticket.isSealed() ? "" : ticket.owner().name(),
                                ticket.due()));
            case EXTENDED -> receipt.flatMap(no -> StaffNotices.extended(delivery, ticketDetails, no));
            case QUESTION ->
                receipt.flatMap(
                        no -> ReporterQuestions.question(delivery, ticketDetails, no, publicUrl + "/track/" + no));
            case RESUMED -> ReporterQuestions.resumed(delivery, ticketDetails, receipt);
            case EXTENSION_DECIDED -> StaffNotices.extensionDecided(delivery, ticketDetails);
            case RESULT_REJECTED -> SupervisionNotices.rejected(delivery, ticketDetails, place, link(delivery, ticket));
            case SUPERVISION_REPORT -> SupervisionNotices.report(delivery, ticketDetails, place);
            case SUPERVISION_ORDER -> SupervisionNotices.order(delivery, ticketDetails, place, link(delivery, ticket));
            case CONSULTATION,
                    CONSULTATION_OVERDUE,
                    CONSULTATION_ENDED,
                    MORNING_DIGEST,
                    BROADCAST,
                    BROADCAST_EMERGENCY -> Optional.empty();
        };
    }

    /**
     * The digest of dispatch cards to one recipient.
     *
     * @param cards the most urgent first
     * @param mostUrgent the tickets of the first cards
     */
    public Notice composeDigest(List<Delivery> cards, List<TicketQueries.TicketDetails> mostUrgent) {
        return new Notice.AssignedDigest(
                (int) cards.stream().map(Delivery::ticket).distinct().count(),
                mostUrgent.stream()
                        .map(details -> new Notice.AssignedDigest.Item(
                                details.title(), details.ticket().due()))
                        .toList(),
                workLinks
                        .listPage(cards.getFirst())
                        .map(path -> publicUrl + path)
                        .orElse(""));
    }

    /** A receipt shows the owner and due date of the triage, also when it is sent later. */
    private Notice received(Delivery delivery, TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        Change.Triaged triaged = TicketTexts.triaged(ticketDetails);
        String owner =
                triaged.route().owner().isDesk() ? "" : triaged.route().owner().name();
        String who = delivery.channel() == Channel.RELAY ? TicketTexts.reporterName(ticketDetails, receipt) : "";
        return new Notice.Received(
                delivery.channel(), who, ticketDetails.title(), owner, triaged.due(), receipt, statutoryWay(triaged));
    }

    private String statutoryWay(Change.Triaged triaged) {
        return catalogue.statutory().stream()
                .filter(topic -> topic.name().equals(triaged.route().rule()))
                .map(KeywordTopic::advice)
                .findFirst()
                .orElse("");
    }

    private Optional<Notice> result(Delivery delivery, TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        boolean isSealed = ticketDetails.ticket().isSealed();
        return TicketTexts.lastResult(ticketDetails)
                .map(event -> new Notice.Result(
                        delivery.channel(),
                        isSealed ? Notice.SEALED_TITLE : ticketDetails.title(),
                        receipt,
                        event.at(),
                        isSealed ? "受理单位" : event.by().name(),
                        event.words(),
                        ((Change.ResultSubmitted) event.change()).isSolved(),
                        publicUrl + "/track/" + receipt));
    }

    /** The reporter of a sealed ticket hears of its acceptance and of a new date alone; a result that came first says more. */
    private static Optional<Notice> dispatched(
            Delivery delivery, TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        Ticket ticket = ticketDetails.ticket();
        if (!ticket.isSealed()) {
            return Optional.of(new Notice.Dispatched(
                    ticketDetails.title(), receipt, ticket.owner().name(), ticket.due()));
        }
        boolean isRecounted = ticketDetails.history().stream()
                .anyMatch(event ->
                        event.seq() == delivery.version() && event.change() instanceof Change.DueDateRecounted);
        if (isRecounted) {
            return ticket.state() == State.FEEDBACK_DUE || ticket.state().isOver()
                    ? Optional.empty()
                    : Optional.of(new Notice.SealedRecounted(receipt, ticket.due()));
        }
        return ticket.state() == State.ACCEPTED ? Optional.of(new Notice.SealedAccepted(receipt)) : Optional.empty();
    }

    private static Notice merged(TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        return new Notice.Merged(
                ticketDetails.title(),
                receipt,
                ticketDetails.ticket().owner().name(),
                ticketDetails.ticket().due());
    }

    private Notice assigned(
            Delivery delivery, TicketQueries.TicketDetails ticketDetails, String place, Optional<ReceiptNo> receipt) {
        Ticket ticket = ticketDetails.ticket();
        return new Notice.Assigned(
                ticket.no(),
                delivery.version(),
                receipt,
                ticketDetails.title(),
                TicketTexts.reportText(ticketDetails),
                TicketTexts.addition(delivery, ticketDetails),
                (int) ticketDetails.history().stream()
                        .filter(event -> event.change() instanceof Change.Supplemented)
                        .count(),
                place,
                ticket.due(),
                ticket.owner().type() == OwnerType.UNIT,
                link(delivery, ticket));
    }

    /** A sealed ticket is opened on the page of its circle only. */
    private String link(Delivery delivery, Ticket ticket) {
        return ticket.isSealed()
                ? ""
                : workLinks.ticketPage(delivery).map(path -> publicUrl + path).orElse("");
    }

    /** After an acknowledgement the others are not called, except to see what the reporter added. */
    private Optional<Notice> emergencyCall(
            Delivery delivery, TicketQueries.TicketDetails ticketDetails, String place, Optional<ReceiptNo> receipt) {
        Ticket ticket = ticketDetails.ticket();
        Optional<TicketEvent> added = ticketDetails.history().stream()
                .filter(event -> event.change() instanceof Change.Supplemented
                        && !event.by().isHandler())
                .reduce((earlier, later) -> later);
        boolean isNews = added.map(event -> event.seq() == ticket.version()).orElse(false);
        if (ticket.state().isOver() || ticket.isAcknowledged() && !isNews) {
            return Optional.empty();
        }
        String words = added.map(TicketEvent::words)
                .filter(more -> !more.isBlank())
                .map(more -> TicketTexts.reportText(ticketDetails) + "；又说：" + more)
                .orElseGet(() -> TicketTexts.reportText(ticketDetails));
        return Optional.of(new Notice.EmergencyCall(
                ticket.no(),
                ticket.version(),
                receipt,
                ticketDetails.title(),
                words,
                place,
                isForEveryResponder(delivery, ticket) ? link(delivery, ticket) : ""));
    }

    /** Posts are called to a private emergency, too, but only its owner and the duty room see it. */
    private static boolean isForEveryResponder(Delivery delivery, Ticket ticket) {
        return ticket.confidentiality() == Confidentiality.OPEN
                || delivery.recipient() instanceof Recipient.DepartmentContact;
    }

    /** The delivery of an acknowledgement has its version; the one of the report has an earlier version. */
    private Notice emergencyAdvice(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        Ticket ticket = ticketDetails.ticket();
        String number = emergencyNumber(ticket);
        Optional<TicketEvent> answered = TicketTexts.lastEvent(ticketDetails, Change.Acknowledged.class);
        String answeredBy = answered.map(event -> event.by().name()).orElse("");
        return answered.filter(event -> event.seq() <= delivery.version()).isPresent()
                ? new Notice.ResponderFound(answeredBy, number)
                : new Notice.EmergencyAdvice(
                        number,
                        notificationPolicy.namesOfResponders(ticket.area(), ticket.owner(), delivery.at()),
                        answeredBy);
    }

    private List<String> leadersCalled(TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.deliveries().stream()
                .filter(one -> one.type() == NoticeType.EMERGENCY_CALL
                        && one.channel() != Channel.SMS
                        && one.state() != DeliveryState.CANNOT)
                .map(Delivery::recipient)
                .filter(Recipient.PostHolder.class::isInstance)
                .map(recipient -> postDirectory.find(((Recipient.PostHolder) recipient).post()))
                .flatMap(Optional::stream)
                .filter(post -> post.role() == Role.LEADER)
                .map(Post::spoken)
                .distinct()
                .toList();
    }

    private String emergencyNumber(Ticket ticket) {
        return catalogue.topic(ticket.route().rule()).map(KeywordTopic::advice).orElse("119");
    }
}
