package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.bot.conversation.ConversationStore;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;

/** After 退回 or 办结 the next words of the same person within 15 minutes are the reason or the result. */
@Singleton
final class PendingQuestionStore {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final ConversationStore conversationStore;

    PendingQuestionStore(ConversationStore conversationStore) {
        this.conversationStore = conversationStore;
    }

    /**
     * A question that waits for its answer.
     *
     * @param usedBy the message that answered it; the same message delivered again still answers it
     * @param responseCode of the card whose button was pressed; empty for none
     * @param draft the result that was shown back and waits for 发; empty for none
     */
    record PendingQuestion(
            TicketNo ticket,
            ActionType type,
            List<AttachmentId> photos,
            String usedBy,
            String responseCode,
            String draft) {
        PendingQuestion with(List<AttachmentId> more) {
            List<AttachmentId> all = new ArrayList<>(photos);
            more.stream().filter(photo -> !all.contains(photo)).forEach(all::add);
            return new PendingQuestion(ticket, type, List.copyOf(all), usedBy, responseCode, draft);
        }

        PendingQuestion usedBy(MessageSource message) {
            return new PendingQuestion(ticket, type, photos, message.toString(), responseCode, draft);
        }

        PendingQuestion withDraft(String words) {
            return new PendingQuestion(ticket, type, photos, usedBy, responseCode, words);
        }

        boolean isOpenTo(MessageSource message) {
            return usedBy.isEmpty() || usedBy.equals(message.toString());
        }

        private String encode() {
            return String.join(
                    "\n",
                    ticket.value(),
                    type.name(),
                    photos.stream().map(AttachmentId::sha256).collect(Collectors.joining(",")),
                    usedBy,
                    responseCode,
                    draft.replace('\n', ' '));
        }

        private static PendingQuestion decode(String note) {
            String[] lines = note.split("\n", -1);
            return new PendingQuestion(
                    new TicketNo(lines[0]),
                    ActionType.valueOf(lines[1]),
                    Arrays.stream(lines[2].split(","))
                            .filter(hash -> !hash.isEmpty())
                            .map(AttachmentId::new)
                            .toList(),
                    lines[3],
                    lines[4],
                    lines.length > 5 ? lines[5] : "");
        }
    }

    /** A question that another message already answered is absent. */
    Uni<Optional<PendingQuestion>> find(String user, MessageSource message) {
        return conversationStore
                .find(key(user))
                .map(note -> note.map(PendingQuestion::decode).filter(question -> question.isOpenTo(message)));
    }

    Uni<Void> store(String user, PendingQuestion question) {
        return conversationStore.store(key(user), question.encode(), REMEMBERED);
    }

    Uni<Void> remove(String user) {
        return conversationStore.remove(key(user));
    }

    private static String key(String user) {
        return "pending:" + user;
    }
}
