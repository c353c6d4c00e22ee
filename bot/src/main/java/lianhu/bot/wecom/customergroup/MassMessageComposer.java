package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.customergroup.NoticeTextSource;
import lianhu.core.customergroup.OwnerTaskRepository;

/** What waits for the tap of an owner, in words; what is overtaken or over falls away. */
final class MassMessageComposer {
    private static final String OVERTAKEN = "有了更新的进展，这条不用发了";
    private static final String OVER = "已经过时，不用再说";

    private final OwnerTaskRepository ownerTaskRepository;
    private final NoticeTextSource noticeTextSource;

    MassMessageComposer(OwnerTaskRepository ownerTaskRepository, NoticeTextSource noticeTextSource) {
        this.ownerTaskRepository = ownerTaskRepository;
        this.noticeTextSource = noticeTextSource;
    }

    /** In words, from what is true now; of each matter the newest for each group. They come oldest first. */
    Uni<List<MassMessageBatch.Item>> compose(List<OwnerTaskRepository.PendingText> pendingText) {
        Map<String, Long> newest = new HashMap<>();
        List<Long> overtaken = new ArrayList<>();
        for (OwnerTaskRepository.PendingText one : pendingText) {
            Long older = newest.put(ticketKey(one), one.delivery().id());
            if (older != null) {
                overtaken.add(older);
            }
        }
        List<OwnerTaskRepository.PendingText> left = pendingText.stream()
                .filter(one -> !overtaken.contains(one.delivery().id()))
                .toList();
        Uni<Void> dropped = overtaken.isEmpty()
                ? Uni.createFrom().voidItem()
                : ownerTaskRepository.markDropped(overtaken, OVERTAKEN);
        return dropped.chain(() -> Multi.createFrom()
                .iterable(left)
                .onItem()
                .transformToUniAndConcatenate(
                        one -> composeItem(one).onFailure().recoverWithItem(Optional.empty()))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList());
    }

    /** What belongs to no ticket is a matter of its own. */
    private static String ticketKey(OwnerTaskRepository.PendingText one) {
        return one.delivery()
                        .ticket()
                        .map(no -> no.value())
                        .orElse("#" + one.delivery().id()) + " " + one.chat();
    }

    private Uni<Optional<MassMessageBatch.Item>> composeItem(OwnerTaskRepository.PendingText one) {
        long id = one.delivery().id();
        return noticeTextSource
                .load(one.delivery())
                .chain(renderedMessage -> renderedMessage.isEmpty()
                        ? ownerTaskRepository.markDropped(List.of(id), OVER).replaceWith(Optional.empty())
                        : Uni.createFrom()
                                .item(Optional.of(new MassMessageBatch.Item(
                                        id,
                                        one.chat(),
                                        renderedMessage.get().title().isBlank()
                                                ? renderedMessage.get().text()
                                                : renderedMessage.get().title() + "\n"
                                                        + renderedMessage.get().text()))));
    }
}
