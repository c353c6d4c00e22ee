package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
 * Fetches the photos and voices that could not be fetched while WeCom waited, and adds each to its ticket once. What cannot be
 * fetched at all is noted on the ticket and said to its sender.
 */
@Singleton
public final class PendingMediaFetcher {
    /** Less than the 30 seconds for which an item is claimed. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** How many items may be fetched at a time. */
    public static final int MAX_CONCURRENT = 8;

    /** Sends a sentence to the sender of a message alone, through the channel of the message. */
    public interface FailureNotice {
        Uni<Void> send(MessageSource message, String sender, String words);
    }

    private final PendingMediaQueue queue;
    private final MediaDownloader mediaDownloader;
    private final TicketService ticketService;
    private final FailureNotice failureNotice;
    private final ReplyRenderer replyRenderer;
    private final InstantSource clock;

    public PendingMediaFetcher(
            PendingMediaQueue queue,
            MediaDownloader mediaDownloader,
            TicketService ticketService,
            FailureNotice failureNotice,
            ReplyRenderer replyRenderer,
            InstantSource clock) {
        this.queue = queue;
        this.mediaDownloader = mediaDownloader;
        this.ticketService = ticketService;
        this.failureNotice = failureNotice;
        this.replyRenderer = replyRenderer;
        this.clock = clock;
    }

    /** The items that are due; an item that is not completed is due again after its lease. */
    public Uni<List<PendingMedia>> claim() {
        return queue.claim(MAX_CONCURRENT);
    }

    /** Fetches one item. */
    public Uni<Void> fetch(PendingMedia one) {
        boolean isOver = clock.instant().isAfter(one.until());
        if (one.ticket().isEmpty()) {
            return isOver ? queue.complete(one) : Uni.createFrom().voidItem();
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
                .chain(outcome -> queue.complete(one));
    }

    private Uni<Void> giveUp(PendingMedia one, TicketNo ticket, PendingMediaRef pendingMediaRef) {
        String what = pendingMediaRef.media() instanceof IncomingMedia.AppVoice ? "语音" : "照片";
        return ticketService
                .act(ticket, addition(one).withWords(what + "没取到，请当事人再发"))
                .chain(() -> failureNotice.send(
                        one.message(), pendingMediaRef.senderId(), replyRenderer.render(new Replies.PhotoMissing())))
                .chain(() -> queue.complete(one));
    }

    /** The source makes it happen once, also when two copies fetch the same item. */
    private static Action addition(PendingMedia one) {
        MessageSource message = one.message();
        return Action.of(ActionType.SUPPLEMENT, Actor.GATEWAY)
                .withSource(
                        new MessageSource(message.sourceType(), message.account(), message.id() + "#" + one.index()));
    }
}
