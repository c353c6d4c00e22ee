package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.work.WorkView.OpenedTicket;
import lianhu.adapters.web.work.WorkView.Said;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UrgeText;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/**
 * Loads the ticket of a link while it is with the link's holder. It shows what was said and never who said it. Sealed tickets
 * are opened on the page of their circle only.
 */
@Singleton
class WorkPageModel {
    private static final String ADDED = "补充";

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final Areas areas;
    private final Hotline line;
    private final InstantSource clock;

    WorkPageModel(
            TicketQueries ticketQueries, TicketService ticketService, Areas areas, Hotline line, InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.areas = areas;
        this.line = line;
        this.clock = clock;
    }

    /** One contribution to the ticket, before it is written for the page. */
    private record Contribution(Instant at, String what, String words, List<AttachmentId> attachments) {}

    Uni<Optional<WorkView>> load(WorkLink link, String token) {
        return find(link)
                .map(found ->
                        found.map(details -> new WorkView(token, link.holder().name(), opened(details), line)));
    }

    /** Whether the page of the link shows the photo. */
    Uni<Boolean> showsPhoto(WorkLink link, AttachmentId photo) {
        return find(link)
                .map(found -> found.stream()
                        .flatMap(WorkPageModel::contributions)
                        .anyMatch(one -> one.attachments().contains(photo)));
    }

    private Uni<Optional<TicketDetails>> find(WorkLink link) {
        return ticketQueries
                .find(link.ticket(), link.viewer())
                .map(found -> found.filter(details -> isWith(details.ticket(), link)));
    }

    private boolean isWith(Ticket ticket, WorkLink link) {
        return !ticket.isSealed()
                && ticketService.allowedActions().isWith(ticket, link.holder(), ticketService.today());
    }

    private OpenedTicket opened(TicketDetails details) {
        Ticket ticket = details.ticket();
        Instant now = clock.instant();
        List<Said> said = contributions(details).map(one -> said(one, now)).toList();
        return new OpenedTicket(
                ticket.no().value(),
                details.title(),
                areas.displayName(ticket.area()),
                ticket.urgency() == Urgency.EMERGENCY,
                switch (ticket.state()) {
                    case DISPATCHED -> ticket.owner().name() + "还没签收";
                    case ACCEPTED -> ticket.owner().name() + "在办";
                    case FEEDBACK_DUE -> "有了结果，等报的人回话";
                    case TRIAGED, RETURN_REVIEW -> "受理台在派";
                    case CLOSED, MERGED, WITHDRAWN -> "办结";
                },
                QueueFilter.isClockRunning(ticket) ? ChineseTime.formatDue(ticket.due(), now) : "",
                details.receipts().stream().map(info -> info.receipt().spoken()).collect(Collectors.joining("、")),
                said.stream().filter(Said::isUrge).count(),
                said,
                contributions(details)
                        .flatMap(one -> one.attachments().stream())
                        .filter(AttachmentId::isVoice)
                        .distinct()
                        .count());
    }

    private static Said said(Contribution one, Instant now) {
        boolean isUrge = one.what().equals(ADDED) && UrgeText.matches(one.words());
        return new Said(
                ChineseTime.formatMoment(one.at(), now),
                isUrge ? "催办" : one.what(),
                isUrge,
                one.words(),
                one.attachments().stream()
                        .filter(attachment -> !attachment.isVoice())
                        .map(AttachmentId::sha256)
                        .distinct()
                        .toList());
    }

    /** What the reporters said, in order; nothing that staff told each other. */
    private static Stream<Contribution> contributions(TicketDetails details) {
        List<Contribution> all = new ArrayList<>();
        details.texts().forEach(text -> all.add(new Contribution(text.at(), "报的", text.text(), text.attachments())));
        details.history().forEach(event -> contribution(event).ifPresent(all::add));
        return all.stream()
                .filter(one -> !one.words().isBlank() || !one.attachments().isEmpty())
                .sorted(Comparator.comparing(Contribution::at));
    }

    private static Optional<Contribution> contribution(TicketEvent event) {
        String what = event.change() instanceof Change.Supplemented
                ? ADDED
                : event.change() instanceof Change.Transcribed
                        ? "语音听写"
                        : event.change() instanceof Change.Reopened ? "说还没好" : "";
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new Contribution(event.at(), what, event.words(), event.attachments()));
    }
}
