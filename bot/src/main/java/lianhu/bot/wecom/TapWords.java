package lianhu.bot.wecom;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.group.Phrases;
import lianhu.core.group.Tasks;

/** What waits for the tap of an owner, in words; what is overtaken or over falls away. */
final class TapWords {
    private static final String OVERTAKEN = "有了更新的进展，这条不用发了";
    private static final String OVER = "已经过时，不用再说";

    private final Tasks tasks;
    private final Phrases phrases;

    TapWords(Tasks tasks, Phrases phrases) {
        this.tasks = tasks;
        this.phrases = phrases;
    }

    /** In words, from what is true now; of each matter the newest for each group. They come oldest first. */
    Uni<List<Bundle.Item>> of(List<Tasks.Waiting> waiting) {
        Map<String, Long> newest = new HashMap<>();
        List<Long> overtaken = new ArrayList<>();
        for (Tasks.Waiting one : waiting) {
            Long older = newest.put(matter(one), one.delivery().id());
            if (older != null) {
                overtaken.add(older);
            }
        }
        List<Tasks.Waiting> left = waiting.stream()
                .filter(one -> !overtaken.contains(one.delivery().id()))
                .toList();
        Uni<Void> dropped = overtaken.isEmpty() ? Uni.createFrom().voidItem() : tasks.dropped(overtaken, OVERTAKEN);
        return dropped.chain(() -> Multi.createFrom()
                .iterable(left)
                .onItem()
                .transformToUniAndConcatenate(one -> item(one).onFailure().recoverWithItem(Optional.empty()))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList());
    }

    /** What belongs to no ticket is a matter of its own. */
    private static String matter(Tasks.Waiting one) {
        return one.delivery()
                        .ticket()
                        .map(no -> no.value())
                        .orElse("#" + one.delivery().id()) + " " + one.chat();
    }

    private Uni<Optional<Bundle.Item>> item(Tasks.Waiting one) {
        long id = one.delivery().id();
        return phrases.of(one.delivery())
                .chain(spoken -> spoken.isEmpty()
                        ? tasks.dropped(List.of(id), OVER).replaceWith(Optional.empty())
                        : Uni.createFrom()
                                .item(Optional.of(new Bundle.Item(
                                        id,
                                        one.chat(),
                                        spoken.get().title().isBlank()
                                                ? spoken.get().text()
                                                : spoken.get().title() + "\n"
                                                        + spoken.get().text()))));
    }
}
