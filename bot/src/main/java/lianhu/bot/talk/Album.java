package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.PhotoId;

/** The pictures and voices of one message, as far as they can be had in time: WeCom waits five seconds for an answer. */
final class Album {
    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    private static final int MOST = 9;

    private final Photographs photographs;

    Album(Photographs photographs) {
        this.photographs = photographs;
    }

    /** @param isWhole false when a picture could not be had */
    record Fetched(List<PhotoId> photos, boolean isWhole) {
        boolean hasVoice() {
            return photos.stream().anyMatch(PhotoId::isVoice);
        }
    }

    Uni<Fetched> of(List<Picture> pictures) {
        if (pictures.isEmpty()) {
            return Uni.createFrom().item(new Fetched(List.of(), true));
        }
        return Multi.createFrom()
                .iterable(pictures.subList(0, Math.min(MOST, pictures.size())))
                .onItem()
                .transformToUni(this::fetch)
                .merge(MOST)
                .collect()
                .asList()
                .map(fetched -> new Fetched(
                        fetched.stream().flatMap(Optional::stream).distinct().toList(),
                        pictures.size() <= MOST && fetched.stream().allMatch(Optional::isPresent)));
    }

    private Uni<Optional<PhotoId>> fetch(Picture picture) {
        return photographs
                .fetch(picture)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
