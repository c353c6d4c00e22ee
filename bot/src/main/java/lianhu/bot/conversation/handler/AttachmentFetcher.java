package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
 * The pictures and voices of one message, as far as they can be had while WeCom waits five seconds for an answer. Those that
 * cannot are remembered and fetched after, before what was said with them is filed.
 */
final class AttachmentFetcher {
    private static final Duration TIMEOUT = Duration.ofMillis(2_500);

    /** The address in a robot's callback dies then. */
    static final Duration FETCH_WINDOW = Duration.ofMinutes(5);

    private static final int MAX_ITEMS = 9;

    private final MediaDownloader mediaDownloader;
    private final PendingMediaQueue pendingMedia;

    AttachmentFetcher(MediaDownloader mediaDownloader, PendingMediaQueue late) {
        this.mediaDownloader = mediaDownloader;
        this.pendingMedia = late;
    }

    /**
     * @param isWhole false when there were too many, or one that is no picture
     * @param isLate true when some are still to come
     * @param hasVoice also one that is still to come
     */
    record FetchResult(List<AttachmentId> photos, boolean isWhole, boolean isLate, boolean hasVoice) {}

    /** One picture, and what became of it. */
    private record FetchAttempt(int index, IncomingMedia media, Optional<AttachmentId> photo, boolean isRejected) {
        boolean isLate() {
            return photo.isEmpty() && !isRejected;
        }
    }

    /** What cannot be had now follows later. */
    Uni<FetchResult> fetchOrQueue(IncomingMessage incomingMessage) {
        return tryAll(incomingMessage.media())
                .call(all -> enqueueMissing(incomingMessage, all))
                .map(all -> toResult(incomingMessage.media(), all));
    }

    /** What cannot be had now is left out. */
    Uni<FetchResult> fetchNow(List<IncomingMedia> incomingMedias) {
        return tryAll(incomingMedias).map(all -> toResult(incomingMedias, all));
    }

    private Uni<List<FetchAttempt>> tryAll(List<IncomingMedia> incomingMedias) {
        return incomingMedias.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Multi.createFrom()
                        .items(IntStream.range(0, Math.min(MAX_ITEMS, incomingMedias.size()))
                                .boxed())
                        .onItem()
                        .transformToUni(place -> fetch(place, incomingMedias.get(place)))
                        .merge(MAX_ITEMS)
                        .collect()
                        .asList();
    }

    private Uni<FetchAttempt> fetch(int place, IncomingMedia incomingMedia) {
        return mediaDownloader
                .download(incomingMedia, TIMEOUT)
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem(Optional.empty())
                .map(photo -> new FetchAttempt(place, incomingMedia, photo, false))
                .onFailure()
                .recoverWithItem(failure -> new FetchAttempt(
                        place, incomingMedia, Optional.empty(), failure instanceof ReportRejectedException));
    }

    private Uni<Void> enqueueMissing(IncomingMessage incomingMessage, List<FetchAttempt> all) {
        return Multi.createFrom()
                .iterable(all)
                .filter(FetchAttempt::isLate)
                .onItem()
                .transformToUniAndConcatenate(one -> pendingMedia.enqueue(
                        incomingMessage.source(),
                        one.index(),
                        new PendingMediaRef(one.media(), incomingMessage.senderId()).encode(),
                        incomingMessage.receivedAt().plus(FETCH_WINDOW)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static FetchResult toResult(List<IncomingMedia> incomingMedias, List<FetchAttempt> all) {
        return new FetchResult(
                all.stream().flatMap(one -> one.photo().stream()).distinct().toList(),
                incomingMedias.size() <= MAX_ITEMS && all.stream().noneMatch(FetchAttempt::isRejected),
                all.stream().anyMatch(FetchAttempt::isLate),
                all.stream().anyMatch(one -> one.media() instanceof IncomingMedia.AppVoice && !one.isRejected()));
    }
}
