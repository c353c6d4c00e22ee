package lianhu.adapters.web.unit;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.track.ReporterLookup;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Composes the texts that a unit head pastes into the group chat; tickets that became confidential have none. */
@Singleton
class RelayTextComposer {
    private final TicketQueries ticketQueries;
    private final ReporterLookup reporterLookup;
    private final NoticeComposer noticeComposer;
    private final NoticeRenderer noticeRenderer;
    private final BroadcastRepository broadcastRepository;
    private final EscalationRepository escalationRepository;

    RelayTextComposer(
            TicketQueries ticketQueries,
            ReporterLookup reporterLookup,
            NoticeComposer noticeComposer,
            NoticeRenderer noticeRenderer,
            BroadcastRepository broadcastRepository,
            EscalationRepository escalationRepository) {
        this.broadcastRepository = broadcastRepository;
        this.escalationRepository = escalationRepository;
        this.ticketQueries = ticketQueries;
        this.reporterLookup = reporterLookup;
        this.noticeComposer = noticeComposer;
        this.noticeRenderer = noticeRenderer;
    }

    Uni<Optional<UnitView.RelayItem>> compose(Delivery delivery, String when) {
        if (delivery.broadcast() != 0) {
            return broadcastRepository
                    .find(delivery.broadcast())
                    .map(found -> found.filter(one -> one.state() == Broadcast.State.SENDING)
                            .map(one -> new UnitView.RelayItem(delivery.id(), one.words(), when)));
        }
        return delivery.receipt()
                .map(no -> ticketQueries
                        .find(no, Viewer.GATEWAY)
                        .map(found -> found.filter(RelayTextComposer::isOpen)
                                .flatMap(ticketDetails -> noticeComposer.compose(delivery, ticketDetails)))
                        .chain(notice -> withReporterName(notice, no))
                        .map(notice -> notice.map(said -> new UnitView.RelayItem(
                                delivery.id(), noticeRenderer.render(said).text(), when))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Unacknowledged emergencies of this unit come first, even after they were pasted. */
    Uni<List<UnitView.RelayItem>> withEmergencies(AreaCode unit, List<UnitView.RelayItem> relayItems, Instant now) {
        return escalationRepository.openEmergencies(unit, now).map(open -> {
            List<UnitView.RelayItem> all = new ArrayList<>();
            open.forEach(one -> all.add(
                    new UnitView.RelayItem(0, one.words(), ChineseTime.formatMoment(one.createdAt(), now), true)));
            all.addAll(relayItems);
            return all;
        });
    }

    private static boolean isOpen(TicketDetails ticketDetails) {
        return ticketDetails.ticket().confidentiality() == Confidentiality.OPEN;
    }

    /** The unit head typed the name of the neighbour, so it is not masked on this page. */
    private Uni<Optional<Notice>> withReporterName(Optional<Notice> notice, ReceiptNo no) {
        return notice.orElse(null) instanceof Notice.Received received
                ? reporterLookup
                        .findByReceipt(no)
                        .map(who -> Optional.of(new Notice.Received(
                                received.channel(),
                                who.map(PersonDetails::name).orElse(""),
                                received.title(),
                                received.owner(),
                                received.due(),
                                received.receipt(),
                                received.statutory())))
                : Uni.createFrom().item(notice);
    }
}
