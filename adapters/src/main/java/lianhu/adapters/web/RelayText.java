package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.Worklist.File;
import lianhu.core.catalogue.Discretion;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Wording;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Speaker;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Words what a head pastes into the plain group. Nothing that became private meanwhile is worded. */
@Singleton
class RelayText {
    private final Worklist worklist;
    private final Reporters reporters;
    private final Wording wording;

    RelayText(Worklist worklist, Reporters reporters, Wording wording) {
        this.worklist = worklist;
        this.reporters = reporters;
        this.wording = wording;
    }

    Uni<Optional<UnitView.Relay>> of(Delivery delivery, String when) {
        return delivery.receipt()
                .map(no -> worklist.find(no, Viewer.GATEWAY)
                        .chain(found -> found.filter(file -> file.ticket().discretion() == Discretion.OPEN)
                                .map(file -> text(delivery, no, file))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .map(text -> text.map(said -> new UnitView.Relay(delivery.id(), said, when))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<String>> text(Delivery delivery, ReceiptNo no, File file) {
        if (delivery.type() == NoticeType.RECEIPT) {
            return reporters.of(no)
                    .map(who -> Optional.of(wording.of(received(file, no, who.map(Speaker::name).orElse("")))
                            .text()));
        }
        return Uni.createFrom()
                .item(delivery.type() == NoticeType.RESULT
                        ? result(file, no).map(notice -> wording.of(notice).text())
                        : Optional.empty());
    }

    private static Notice received(File file, ReceiptNo no, String who) {
        Ticket ticket = file.ticket();
        return new Notice.Received(
                Channel.RELAY,
                who,
                file.title(),
                ticket.lead().isDesk() ? "" : ticket.lead().name(),
                ticket.due(),
                no);
    }

    private static Optional<Notice> result(File file, ReceiptNo no) {
        return file.history().reversed().stream()
                .filter(event -> event.change() instanceof Change.ResultSubmitted)
                .findFirst()
                .map(event -> result(file, no, event));
    }

    private static Notice result(File file, ReceiptNo no, TicketEvent event) {
        boolean isSolved = event.change() instanceof Change.ResultSubmitted done && done.isSolved();
        return new Notice.Result(
                Channel.RELAY,
                file.title(),
                no,
                event.at(),
                file.ticket().lead().name(),
                event.words(),
                isSolved,
                "");
    }
}
