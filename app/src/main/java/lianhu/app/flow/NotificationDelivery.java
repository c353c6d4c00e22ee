package lianhu.app.flow;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import lianhu.core.consultation.ConsultationNoticeComposer;
import lianhu.core.customergroup.NoticeTextSource;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.notify.MorningDigests;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.logging.Logger;

/** Composes, renders and sends one delivery. */
@ApplicationScoped
class NotificationDelivery implements NoticeTextSource {
    private static final Logger LOG = Logger.getLogger(NotificationDelivery.class);
    private static final ChannelSender.Outcome OBSOLETE = new ChannelSender.Outcome.Obsolete("已经过时，不用再说");
    private static final ChannelSender.Outcome NO_SENDER = new ChannelSender.Outcome.Rejected("没有通到那里的路");
    private static final int NAMED_IN_DIGEST = 3;

    private final TicketQueries ticketQueries;
    private final NoticeComposer noticeComposer;
    private final ConsultationNoticeComposer consultationNotices;
    private final MorningDigests morningDigests;
    private final NoticeRenderer noticeRenderer;
    private final List<ChannelSender> senders;
    private final BroadcastDelivery broadcastDelivery;

    NotificationDelivery(
            TicketQueries ticketQueries,
            NoticeComposer noticeComposer,
            ConsultationNoticeComposer consultationNotices,
            MorningDigests morningDigests,
            NoticeRenderer noticeRenderer,
            @All List<ChannelSender> senders,
            BroadcastDelivery broadcastDelivery) {
        this.broadcastDelivery = broadcastDelivery;
        this.ticketQueries = ticketQueries;
        this.noticeComposer = noticeComposer;
        this.consultationNotices = consultationNotices;
        this.morningDigests = morningDigests;
        this.noticeRenderer = noticeRenderer;
        this.senders = senders;
    }

    /** @param deliveries one, or the cards of one digest with the most urgent first */
    Uni<ChannelSender.Outcome> deliver(List<Delivery> deliveries) {
        return deliveries.size() == 1 ? deliver(deliveries.getFirst()) : deliverDigest(deliveries);
    }

    private Uni<ChannelSender.Outcome> deliverDigest(List<Delivery> cards) {
        Delivery first = cards.getFirst();
        Optional<ChannelSender> sender = sender(first);
        if (sender.isEmpty()) {
            return Uni.createFrom().item(NO_SENDER);
        }
        return Multi.createFrom()
                .iterable(cards.stream()
                        .flatMap(card -> card.ticket().stream())
                        .distinct()
                        .limit(NAMED_IN_DIGEST)
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(no -> ticketQueries.find(no, Viewer.GATEWAY))
                .collect()
                .asList()
                .map(found -> noticeRenderer.render(noticeComposer.composeDigest(
                        cards, found.stream().flatMap(Optional::stream).toList())))
                .onFailure()
                .transform(failure -> unavailable(first, failure))
                .chain(digest -> sender.get().send(first, digest))
                .map(outcome -> outcome instanceof ChannelSender.Outcome.Delivered
                        ? new ChannelSender.Outcome.Delivered("和别的一共 " + cards.size() + " 条，并成一条发到企业微信")
                        : outcome);
    }

    private Optional<ChannelSender> sender(Delivery delivery) {
        return senders.stream()
                .filter(channelSender -> channelSender.supports(delivery))
                .findFirst();
    }

    Uni<ChannelSender.Outcome> deliver(Delivery delivery) {
        Optional<ChannelSender> sender = sender(delivery);
        if (delivery.broadcast() != 0) {
            return broadcastDelivery.deliver(delivery, sender);
        }
        if (sender.isEmpty()) {
            return Uni.createFrom().item(NO_SENDER);
        }
        return render(delivery)
                .onFailure()
                .transform(failure -> unavailable(delivery, failure))
                .chain(words -> words.map(renderedMessage -> sender.get()
                                .send(delivery, renderedMessage)
                                .chain(outcome -> hasSmsInstead(delivery)
                                                && outcome instanceof ChannelSender.Outcome.WaitingForPull waiting
                                        ? deliverBySms(delivery, waiting)
                                        : Uni.createFrom().item(outcome)))
                        .orElseGet(() -> Uni.createFrom().item(OBSOLETE)));
    }

    private static boolean hasSmsInstead(Delivery delivery) {
        return delivery.channel() == Channel.KF && delivery.type().hasSms();
    }

    /** WeChat takes no message now: to the number that the reporter left, if any. Otherwise the notice waits as before. */
    private Uni<ChannelSender.Outcome> deliverBySms(Delivery delivery, ChannelSender.Outcome.WaitingForPull waiting) {
        Delivery sms = delivery.by(Channel.SMS);
        Optional<ChannelSender> sender = sender(sms);
        if (sender.isEmpty()) {
            return Uni.createFrom().item(waiting);
        }
        return render(sms)
                .onFailure()
                .transform(failure -> unavailable(delivery, failure))
                .chain(words -> words.map(text -> sender.get().send(sms, text))
                        .orElseGet(() -> Uni.createFrom().item(waiting)))
                .map(outcome -> switch (outcome) {
                    case ChannelSender.Outcome.Delivered delivered ->
                        new ChannelSender.Outcome.Delivered(delivered.note() + "（微信里发不了）");
                    case ChannelSender.Outcome.RetryLater later -> later;
                    case ChannelSender.Outcome.Paused paused -> paused;
                    case ChannelSender.Outcome.Unknown unknown -> unknown;
                    case ChannelSender.Outcome.WaitingForPerson person -> waiting;
                    case ChannelSender.Outcome.WaitingForPull pull -> waiting;
                    case ChannelSender.Outcome.Rejected rejected ->
                        new ChannelSender.Outcome.WaitingForPull(waiting.why() + "；" + rejected.why());
                    case ChannelSender.Outcome.Obsolete obsolete -> waiting;
                });
    }

    /** Nothing was sent yet, so the delivery certainly did not arrive and may be tried again. */
    private static StoreUnavailableException unavailable(Delivery delivery, Throwable failure) {
        // The class alone: a message of the database may quote what was asked.
        LOG.warnf(
                "delivery %d could not be rendered now: %s",
                delivery.id(), failure.getClass().getName());
        return failure instanceof StoreUnavailableException asender
                ? asender
                : new StoreUnavailableException("not rendered", failure);
    }

    @Override
    public Uni<Optional<RenderedMessage>> load(Delivery delivery) {
        return delivery.broadcast() != 0 ? broadcastDelivery.render(delivery) : render(delivery);
    }

    private Uni<Optional<RenderedMessage>> render(Delivery delivery) {
        return compose(delivery).map(notice -> notice.map(noticeRenderer::render));
    }

    private Uni<Optional<Notice>> compose(Delivery delivery) {
        if (delivery.type() == NoticeType.MORNING_DIGEST) {
            return morningDigests.compose(delivery);
        }
        return delivery.ticket()
                .map(no -> ticketQueries
                        .find(no, Viewer.GATEWAY)
                        .chain(found -> found.map(details -> compose(delivery, details))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Notice>> compose(Delivery delivery, TicketQueries.TicketDetails details) {
        Uni<Optional<Notice>> notice = delivery.type().isOfConsultation()
                ? consultationNotices.compose(delivery, details)
                : Uni.createFrom().item(noticeComposer.compose(delivery, details));
        return details.ticket().isDrill() ? notice.map(found -> found.map(Notice.Drill::new)) : notice;
    }
}
