package lianhu.bot.wecom.customergroup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lianhu.core.customergroup.OwnerTaskRepository;
import lianhu.templates.PlainText;

/**
 * One mass message: what an owner sends with one tap. All that waits for a group is one message, since WeCom lets one a
 * day through; groups that are to hear the same share a task.
 */
record MassMessageBatch(List<OwnerTaskRepository.TaskPart> parts, List<String> chats, String text) {
    /** Document 92135. */
    static final int MAX_CHATS = 2_000;

    static final int TEXT_BYTES = 4_000;
    private static final String SEPARATOR = "\n\n";

    /** A telling that is still true. */
    record Item(long delivery, String chat, String text) {}

    static List<MassMessageBatch> split(List<Item> items) {
        Map<String, List<Item>> byChat = new LinkedHashMap<>();
        items.forEach(item ->
                byChat.computeIfAbsent(item.chat(), chat -> new ArrayList<>()).add(item));
        Map<String, List<List<Item>>> byText = new LinkedHashMap<>();
        byChat.values().forEach(all -> {
            List<Item> fitting = fitToLimit(all);
            byText.computeIfAbsent(text(fitting), text -> new ArrayList<>()).add(fitting);
        });
        List<MassMessageBatch> massMessageBatches = new ArrayList<>();
        byText.forEach((text, chats) -> {
            for (int from = 0; from < chats.size(); from += MAX_CHATS) {
                massMessageBatches.add(toBatch(text, chats.subList(from, Math.min(chats.size(), from + MAX_CHATS))));
            }
        });
        return massMessageBatches;
    }

    /** What does not fit waits for the next day; a single one that is too long is cut. */
    private static List<Item> fitToLimit(List<Item> all) {
        int end = all.size();
        while (end > 1 && bytes(text(all.subList(0, end))) > TEXT_BYTES) {
            end--;
        }
        return all.subList(0, end);
    }

    private static MassMessageBatch toBatch(String text, List<List<Item>> chats) {
        return new MassMessageBatch(
                chats.stream()
                        .flatMap(List::stream)
                        .map(item -> new OwnerTaskRepository.TaskPart(item.delivery(), item.chat()))
                        .toList(),
                chats.stream().map(items -> items.getFirst().chat()).toList(),
                PlainText.truncate(text, TEXT_BYTES));
    }

    private static String text(List<Item> items) {
        return String.join(SEPARATOR, items.stream().map(Item::text).toList());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
