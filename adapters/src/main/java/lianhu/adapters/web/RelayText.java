package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Words what a head pastes into the plain group. Nothing that became private meanwhile is worded. */
@Singleton
class RelayText {
    private final TicketQueries ticketQueries;
    private final Reporters reporters;
    private final NoticeComposer noticeComposer;
    private final NoticeRenderer noticeRenderer;
    private final BroadcastRepository broadcastRepository;
    private final EscalationRepository escalationRepository;

    RelayText(
            TicketQueries ticketQueries,
            Reporters reporters,
            NoticeComposer noticeComposer,
            NoticeRenderer noticeRenderer,
            BroadcastRepository broadcastRepository,
            EscalationRepository escalationRepository) {
        this.broadcastRepository = broadcastRepository;
        this.escalationRepository = escalationRepository;
        this.ticketQueries = ticketQueries;
        this.reporters = reporters;
        this.noticeComposer = noticeComposer;
        this.noticeRenderer = noticeRenderer;
    }

    Uni<Optional<UnitView.Relay>> of(Delivery delivery, String when) {
        if (delivery.broadcast() != 0) {
            return broadcastRepository
                    .find(delivery.broadcast())
                    .map(found -> found.filter(one -> one.state() == Broadcast.State.SENDING)
                            .map(one -> new UnitView.Relay(delivery.id(), one.words(), when)));
        }
        return delivery.receipt()
                .map(no -> ticketQueries
                        .find(no, Viewer.GATEWAY)
                        .map(found -> found.filter(RelayText::isOpen)
                                .flatMap(ticketDetails -> noticeComposer.compose(delivery, ticketDetails)))
                        .chain(notice -> named(notice, no))
                        .map(notice -> notice.map(said -> new UnitView.Relay(
                                delivery.id(), noticeRenderer.render(said).text(), when))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Emergencies that nobody of this unit answered stand in front, also when they were pasted already. */
    Uni<List<UnitView.Relay>> withAlarms(AreaCode unit, List<UnitView.Relay> relays, Instant now) {
        return escalationRepository.openEmergencies(unit, now).map(open -> {
            List<UnitView.Relay> all = new ArrayList<>();
            open.forEach(
                    one -> all.add(new UnitView.Relay(0, one.words(), SpokenTime.moment(one.createdAt(), now), true)));
            all.addAll(relays);
            return all;
        });
    }

    private static boolean isOpen(TicketDetails ticketDetails) {
        return ticketDetails.ticket().confidentiality() == Confidentiality.OPEN;
    }

    /** The head typed the neighbour's name himself; only for him it is not masked. */
    private Uni<Optional<Notice>> named(Optional<Notice> notice, ReceiptNo no) {
        return notice.orElse(null) instanceof Notice.Received received
                ? reporters
                        .of(no)
                        .map(who -> Optional.of(new Notice.Received(
                                received.channel(),
                                who.map(PersonDetails::name).orElse(""),
                                received.title(),
                                received.owner(),
                                received.due(),
                                received.receipt())))
                : Uni.createFrom().item(notice);
    }
}
