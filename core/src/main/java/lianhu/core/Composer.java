package lianhu.core;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Topic;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Makes of a delivery and its ticket what is to be said, from what was committed. */
public final class Composer {
    private final Areas areas;
    private final Catalogue catalogue;
    private final String publicUrl;

    /** @param publicUrl how residents reach the pages, without a slash at its end */
    public Composer(Areas areas, Catalogue catalogue, String publicUrl) {
        this.areas = areas;
        this.catalogue = catalogue;
        this.publicUrl = publicUrl;
    }

    public Notice welcome(String group, String area) {
        return new Notice.Welcome(group, publicUrl + "/report/" + area);
    }

    /** Empty when the time for it is over: a result of a ticket that was reopened since, an assignment that moved on. */
    public Optional<Notice> of(Delivery delivery, Worklist.File file) {
        Ticket ticket = file.ticket();
        String place = areas.spoken(ticket.area());
        Optional<ReceiptNo> receipt = delivery.receipt().or(() -> first(file));
        return switch (delivery.type()) {
            case RECEIPT -> receipt.map(no -> received(delivery, file, no));
            case QUIET -> Optional.of(new Notice.Quiet());
            case SEALED_RECEIPT ->
                receipt.map(no -> new Notice.SealedReceived(no, triaged(file).due()));
            case EMERGENCY_ADVICE -> Optional.of(new Notice.EmergencyAdvice(number(ticket)));
            case DANGER_ADVICE -> Optional.of(new Notice.DangerAdvice());
            case NOBODY_YET -> ticket.isAcknowledged() ? Optional.empty() : Optional.of(new Notice.NobodyYet());
            case DISPATCHED ->
                receipt.map(no ->
                        new Notice.Dispatched(file.title(), no, ticket.lead().name(), ticket.due()));
            case RESULT -> receipt.flatMap(no -> result(delivery, file, no));
            case MERGED -> receipt.map(no -> merged(file, no));
            case ASSIGNED -> Optional.of(assigned(delivery, file, place, receipt));
            case EMERGENCY_CALL -> emergencyCall(file, place);
            case REOPENED ->
                Optional.of(new Notice.Reopened(
                        ticket.no(), ticket.version(), file.title(), reopening(file), place, ticket.due()));
            case DROPPED -> Optional.of(new Notice.Dropped(ticket.no(), file.title(), ending(file)));
            case WELCOME, BROADCAST, BROADCAST_EMERGENCY -> Optional.empty();
        };
    }

    /** A receipt says what was true when it was given, also when it goes out a moment later. */
    private Notice received(Delivery delivery, Worklist.File file, ReceiptNo receipt) {
        Change.Triaged triaged = triaged(file);
        String owner =
                triaged.route().owner().isDesk() ? "" : triaged.route().owner().name();
        String who = delivery.channel() == Channel.RELAY ? reporter(file, receipt) : "";
        return new Notice.Received(delivery.channel(), who, file.title(), owner, triaged.due(), receipt);
    }

    private Optional<Notice> result(Delivery delivery, Worklist.File file, ReceiptNo receipt) {
        return last(file, Change.ResultSubmitted.class)
                .map(event -> new Notice.Result(
                        delivery.channel(),
                        file.title(),
                        receipt,
                        event.at(),
                        event.by().name(),
                        event.words(),
                        ((Change.ResultSubmitted) event.change()).isSolved(),
                        publicUrl + "/track/" + receipt));
    }

    private static Notice merged(Worklist.File file, ReceiptNo receipt) {
        return new Notice.Merged(
                file.title(),
                receipt,
                file.ticket().lead().name(),
                file.ticket().due());
    }

    private static Notice assigned(Delivery delivery, Worklist.File file, String place, Optional<ReceiptNo> receipt) {
        Ticket ticket = file.ticket();
        return new Notice.Assigned(
                ticket.no(),
                delivery.version(),
                receipt,
                file.title(),
                said(file),
                place,
                ticket.due(),
                ticket.lead().type() == OwnerType.UNIT);
    }

    /** Once somebody is on the way the others need no call, but all hear what the caller adds: safe, or ring me now. */
    private static Optional<Notice> emergencyCall(Worklist.File file, String place) {
        Ticket ticket = file.ticket();
        Optional<TicketEvent> added = last(file, Change.Supplemented.class);
        boolean isNews = added.map(event -> event.seq() == ticket.version()).orElse(false);
        if (ticket.state().isOver() || ticket.isAcknowledged() && !isNews) {
            return Optional.empty();
        }
        String words = added.map(TicketEvent::words)
                .filter(more -> !more.isBlank())
                .map(more -> said(file) + "；又说：" + more)
                .orElseGet(() -> said(file));
        return Optional.of(new Notice.EmergencyCall(ticket.no(), ticket.version(), file.title(), words, place));
    }

    private static Optional<ReceiptNo> first(Worklist.File file) {
        return file.receipts().stream().findFirst().map(Worklist.Told::receipt);
    }

    private static String reporter(Worklist.File file, ReceiptNo receipt) {
        return file.receipts().stream()
                .filter(told -> told.receipt().equals(receipt))
                .map(Worklist.Told::reporter)
                .filter(name -> !name.contains("*"))
                .findFirst()
                .orElse("");
    }

    /** Of a voice message what somebody heard in it. */
    private static String said(Worklist.File file) {
        return last(file, Change.WrittenDown.class).map(TicketEvent::words).orElseGet(() -> written(file));
    }

    private static String written(Worklist.File file) {
        return file.words().stream()
                .map(Worklist.Words::text)
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElseGet(file::title);
    }

    private static String reopening(Worklist.File file) {
        return last(file, Change.Reopened.class)
                .map(TicketEvent::words)
                .filter(words -> !words.isBlank())
                .orElse("没有写原因");
    }

    private static String ending(Worklist.File file) {
        return file.ticket().mergedInto().isPresent() ? "和另一件并在一起办了" : "报事的人撤回了";
    }

    private String number(Ticket ticket) {
        return catalogue.topic(ticket.route().rule()).map(Topic::tell).orElse("119");
    }

    private static Change.Triaged triaged(Worklist.File file) {
        return last(file, Change.Triaged.class)
                .map(event -> (Change.Triaged) event.change())
                .orElseThrow(() -> new IllegalStateException(
                        "a ticket without triage: " + file.ticket().no()));
    }

    private static Optional<TicketEvent> last(Worklist.File file, Class<? extends Change> type) {
        List<TicketEvent> history = file.history();
        for (int i = history.size() - 1; i >= 0; i--) {
            if (type.isInstance(history.get(i).change())) {
                return Optional.of(history.get(i));
            }
        }
        return Optional.empty();
    }
}
