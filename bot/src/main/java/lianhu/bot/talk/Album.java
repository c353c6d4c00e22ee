package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.LateMedia;
import lianhu.core.Rejected;
import lianhu.core.report.PhotoId;

/**
 * The pictures and voices of one message, as far as they can be had while WeCom waits five seconds for an answer. Those that
 * cannot are remembered and fetched after, before what was said with them is filed.
 */
final class Album {
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** The address in a robot's callback dies then. */
    static final Duration FETCHED_WITHIN = Duration.ofMinutes(5);

    private static final int MOST = 9;

    private final Photographs photographs;
    private final LateMedia late;

    Album(Photographs photographs, LateMedia late) {
        this.photographs = photographs;
        this.late = late;
    }

    /**
     * @param isWhole false when there were too many, or one that is no picture
     * @param isLate true when some are still to come
     * @param hasVoice also one that is still to come
     */
    record Fetched(List<PhotoId> photos, boolean isWhole, boolean isLate, boolean hasVoice) {}

    /** One picture, and what became of it. */
    private record Tried(int place, Picture picture, Optional<PhotoId> photo, boolean isRefused) {
        boolean isLate() {
            return photo.isEmpty() && !isRefused;
        }
    }

    /** What cannot be had now follows later. */
    Uni<Fetched> of(Utterance utterance) {
        return tried(utterance.pictures())
                .call(all -> remember(utterance, all))
                .map(all -> fetched(utterance.pictures(), all));
    }

    /** What cannot be had now is left out. */
    Uni<Fetched> now(List<Picture> pictures) {
        return tried(pictures).map(all -> fetched(pictures, all));
    }

    private Uni<List<Tried>> tried(List<Picture> pictures) {
        return pictures.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Multi.createFrom()
                        .items(IntStream.range(0, Math.min(MOST, pictures.size()))
                                .boxed())
                        .onItem()
                        .transformToUni(place -> fetch(place, pictures.get(place)))
                        .merge(MOST)
                        .collect()
                        .asList();
    }

    private Uni<Tried> fetch(int place, Picture picture) {
        return photographs
                .fetch(picture, PATIENCE)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(Optional.empty())
                .map(photo -> new Tried(place, picture, photo, false))
                .onFailure()
                .recoverWithItem(failure -> new Tried(place, picture, Optional.empty(), failure instanceof Rejected));
    }

    private Uni<Void> remember(Utterance utterance, List<Tried> all) {
        return Multi.createFrom()
                .iterable(all)
                .filter(Tried::isLate)
                .onItem()
                .transformToUniAndConcatenate(one -> late.want(
                        utterance.source(),
                        one.place(),
                        new Wanted(one.picture(), utterance.speaker()).note(),
                        utterance.receivedAt().plus(FETCHED_WITHIN)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Fetched fetched(List<Picture> pictures, List<Tried> all) {
        return new Fetched(
                all.stream().flatMap(one -> one.photo().stream()).distinct().toList(),
                pictures.size() <= MOST && all.stream().noneMatch(Tried::isRefused),
                all.stream().anyMatch(Tried::isLate),
                all.stream().anyMatch(one -> one.picture() instanceof Picture.Spoken && !one.isRefused()));
    }
}
