package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.Composer;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.Worklist.File;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Discretion;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.Calls;
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
    private final Broadcasts broadcasts;
    private final Calls calls;

    RelayText(
            Worklist worklist,
            Reporters reporters,
            Composer composer,
            Wording wording,
            Broadcasts broadcasts,
            Calls calls) {
        this.broadcasts = broadcasts;
        this.calls = calls;
        this.worklist = worklist;
        this.reporters = reporters;
        this.composer = composer;
        this.wording = wording;
    }

    Uni<Optional<UnitView.Relay>> of(Delivery delivery, String when) {
        if (delivery.broadcast() != 0) {
            return broadcasts
                    .find(delivery.broadcast())
                    .map(found -> found.filter(one -> one.state() == Broadcast.State.SENDING)
                            .map(one -> new UnitView.Relay(delivery.id(), one.words(), when)));
        }
        return delivery.receipt()
                .map(no -> worklist.find(no, Viewer.GATEWAY)
                        .map(found -> found.filter(RelayText::isOpen).flatMap(file -> composer.of(delivery, file)))
                        .chain(notice -> named(notice, no))
                        .map(notice -> notice.map(said -> new UnitView.Relay(
                                delivery.id(), wording.of(said).text(), when))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Emergencies that nobody of this unit answered stand in front, also when they were pasted already. */
    Uni<List<UnitView.Relay>> withAlarms(AreaCode unit, List<UnitView.Relay> relays, Instant now) {
        return calls.open(unit, now).map(open -> {
            List<UnitView.Relay> all = new ArrayList<>();
            open.forEach(
                    one -> all.add(new UnitView.Relay(0, one.words(), SpokenTime.moment(one.madeAt(), now), true)));
            all.addAll(relays);
            return all;
        });
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
