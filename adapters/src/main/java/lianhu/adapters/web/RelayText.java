package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import lianhu.core.Composer;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.Worklist.File;
import lianhu.core.catalogue.Discretion;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Wording;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Speaker;

/** Words what a head pastes into the plain group. Nothing that became private meanwhile is worded. */
@Singleton
class RelayText {
    private final Worklist worklist;
    private final Reporters reporters;
    private final Composer composer;
    private final Wording wording;

    RelayText(Worklist worklist, Reporters reporters, Composer composer, Wording wording) {
        this.worklist = worklist;
        this.reporters = reporters;
        this.composer = composer;
        this.wording = wording;
    }

    Uni<Optional<UnitView.Relay>> of(Delivery delivery, String when) {
        return delivery.receipt()
                .map(no -> worklist.find(no, Viewer.GATEWAY)
                        .map(found -> found.filter(RelayText::isOpen).flatMap(file -> composer.of(delivery, file)))
                        .chain(notice -> named(notice, no))
                        .map(notice -> notice.map(said -> new UnitView.Relay(
                                delivery.id(), wording.of(said).text(), when))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static boolean isOpen(File file) {
        return file.ticket().discretion() == Discretion.OPEN;
    }

    /** The head typed the neighbour's name himself; only for him it is not masked. */
    private Uni<Optional<Notice>> named(Optional<Notice> notice, ReceiptNo no) {
        return notice.orElse(null) instanceof Notice.Received received
                ? reporters
                        .of(no)
                        .map(who -> Optional.of(new Notice.Received(
                                received.channel(),
                                who.map(Speaker::name).orElse(""),
                                received.title(),
                                received.owner(),
                                received.due(),
                                received.receipt())))
                : Uni.createFrom().item(notice);
    }
}
