package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;

/**
 * Fetches the pictures and voices of one message while WeCom waits five seconds for an answer. What cannot be fetched in
 * time is queued before the report is stored, and fetched later.
 */
@Singleton
final class AttachmentFetcher {
    private static final Duration TIMEOUT = Duration.ofMillis(2_500);

    /** The address in a robot's callback is valid for so long. */
    static final Duration FETCH_WINDOW = Duration.ofMinutes(5);

    private static final int MAX_ITEMS = 9;

    private final MediaDownloader mediaDownloader;
    private final PendingMediaQueue pendingMedia;

    AttachmentFetcher(MediaDownloader mediaDownloader, PendingMediaQueue pendingMedia) {
        this.mediaDownloader = mediaDownloader;
        this.pendingMedia = pendingMedia;
    }

    /**
     * @param isWhole false when there were too many, or one is no picture
     * @param isLate true when some are queued
     * @param hasVoice true also for a queued one
     */
    record FetchResult(List<AttachmentId> photos, boolean isWhole, boolean isLate, boolean hasVoice) {
        static final FetchResult NONE = new FetchResult(List.of(), true, false, false);
    }

    /** One item and how its download ended. */
    private record FetchAttempt(int index, IncomingMedia media, Optional<AttachmentId> photo, boolean isRejected) {
        boolean isLate() {
            return photo.isEmpty() && !isRejected;
        }
    }

    /** Queues what cannot be fetched now. */
    Uni<FetchResult> fetchOrQueue(IncomingMessage message) {
        return message.media().isEmpty()
                ? Uni.createFrom().item(FetchResult.NONE)
                : tryAll(message.media())
                        .call(all -> enqueueMissing(message, all))
                        .map(all -> toResult(message.media(), all));
    }

    /** Leaves out what cannot be fetched now. */
    Uni<FetchResult> fetchNow(List<IncomingMedia> media) {
        return media.isEmpty()
                ? Uni.createFrom().item(FetchResult.NONE)
                : tryAll(media).map(all -> toResult(media, all));
    }

    private Uni<List<FetchAttempt>> tryAll(List<IncomingMedia> media) {
        return Multi.createFrom()
                .items(IntStream.range(0, Math.min(MAX_ITEMS, media.size())).boxed())
                .onItem()
                .transformToUni(index -> fetch(index, media.get(index)))
                .merge(MAX_ITEMS)
                .collect()
                .asList();
    }

    private Uni<FetchAttempt> fetch(int index, IncomingMedia incomingMedia) {
        return mediaDownloader
                .download(incomingMedia, TIMEOUT)
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem(Optional.empty())
                .map(photo -> new FetchAttempt(index, incomingMedia, photo, false))
                .onFailure()
                .recoverWithItem(failure -> new FetchAttempt(
                        index, incomingMedia, Optional.empty(), failure instanceof ReportRejectedException));
    }

    private Uni<Void> enqueueMissing(IncomingMessage message, List<FetchAttempt> all) {
        return Multi.createFrom()
                .iterable(all)
                .filter(FetchAttempt::isLate)
                .onItem()
                .transformToUniAndConcatenate(one -> pendingMedia.enqueue(
                        message.source(),
                        one.index(),
                        new PendingMediaRef(one.media(), message.senderId()).encode(),
                        message.receivedAt().plus(FETCH_WINDOW)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static FetchResult toResult(List<IncomingMedia> media, List<FetchAttempt> all) {
        return new FetchResult(
                all.stream().flatMap(one -> one.photo().stream()).distinct().toList(),
                media.size() <= MAX_ITEMS && all.stream().noneMatch(FetchAttempt::isRejected),
                all.stream().anyMatch(FetchAttempt::isLate),
                all.stream().anyMatch(one -> one.media() instanceof IncomingMedia.AppVoice && !one.isRejected()));
    }
}
