package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.casework.TicketService;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.intake.PendingMediaQueue.PendingMedia;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.Replies;

/**
 * Fetches the photos and voices that could not be had while WeCom waited, and adds each to its ticket once. What finally did
 * not come is said on the ticket, and to its sender.
 */
public final class PendingMediaFetcher {
    /** Less than the half minute for which it is ours. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int MAX_CONCURRENT = 8;

    /** Tells a sender alone, at the door he came by. */
    public interface FailureNotice {
        Uni<Void> send(MessageSource message, String sender, String words);
    }

    private final PendingMediaQueue late;
    private final MediaDownloader mediaDownloader;
    private final TicketService ticketService;
    private final FailureNotice failureNotice;
    private final ReplyRenderer replyRenderer;
    private final InstantSource clock;

    public PendingMediaFetcher(
            PendingMediaQueue late,
            MediaDownloader mediaDownloader,
            TicketService ticketService,
            FailureNotice failureNotice,
            ReplyRenderer replyRenderer,
            InstantSource clock) {
        this.late = late;
        this.mediaDownloader = mediaDownloader;
        this.ticketService = ticketService;
        this.failureNotice = failureNotice;
        this.replyRenderer = replyRenderer;
        this.clock = clock;
    }

    /** All whose turn it is. One that cannot be dealt with now has another turn. */
    public Uni<Void> fetch() {
        return late.claim(MAX_CONCURRENT)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUni(one -> fetch(one).onFailure().recoverWithNull())
                .merge(MAX_CONCURRENT)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> fetch(PendingMedia one) {
        boolean isOver = clock.instant().isAfter(one.until());
        if (one.ticket().isEmpty()) {
            return isOver ? late.complete(one) : Uni.createFrom().voidItem();
        }
        TicketNo ticket = one.ticket().get();
        PendingMediaRef pendingMediaRef = PendingMediaRef.decode(one.secret());
        return mediaDownloader
                .download(pendingMediaRef.media(), TIMEOUT)
                .onFailure(failure -> !(failure instanceof ReportRejectedException))
                .recoverWithItem(Optional.empty())
                .chain(photo -> photo.map(found -> attach(one, ticket, found))
                        .orElseGet(() -> isOver
                                ? giveUp(one, ticket, pendingMediaRef)
                                : Uni.createFrom().voidItem()))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(() -> giveUp(one, ticket, pendingMediaRef));
    }

    private Uni<Void> attach(PendingMedia one, TicketNo ticket, AttachmentId photo) {
        return ticketService
                .act(ticket, addition(one).withAttachments(List.of(photo)))
                .chain(outcome -> late.complete(one));
    }

    private Uni<Void> giveUp(PendingMedia one, TicketNo ticket, PendingMediaRef pendingMediaRef) {
        String what = pendingMediaRef.media() instanceof IncomingMedia.AppVoice ? "语音" : "照片";
        return ticketService
                .act(ticket, addition(one).withWords(what + "没取到，请当事人再发"))
                .chain(() -> failureNotice.send(
                        one.message(), pendingMediaRef.senderId(), replyRenderer.render(new Replies.PhotoMissing())))
                .chain(() -> late.complete(one));
    }

    /** Its source makes it happen once, whoever of two copies was faster. */
    private static Action addition(PendingMedia one) {
        MessageSource message = one.message();
        return Action.of(ActionType.SUPPLEMENT, Actor.GATEWAY)
                .withSource(
                        new MessageSource(message.sourceType(), message.account(), message.id() + "#" + one.index()));
    }
}
