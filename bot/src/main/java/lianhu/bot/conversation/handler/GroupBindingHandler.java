package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Notice;
import lianhu.templates.Replies;

/**
 * 绑定 K7Q-3PD: the group belongs to a place from now on, and hears what the robot does and does not do. Who holds no
 * post has to say it twice.
 */
final class GroupBindingHandler {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Directories directories;
    private final StaffContext staffContext;
    private final ConversationStore conversationStore;
    private final ReplyRenderer replyRenderer;

    GroupBindingHandler(
            Directories directories,
            StaffContext staffContext,
            ConversationStore conversationStore,
            ReplyRenderer replyRenderer) {
        this.directories = directories;
        this.staffContext = staffContext;
        this.conversationStore = conversationStore;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> bind(IncomingMessage incomingMessage, String code) {
        return switch (incomingMessage.place()) {
            case ConversationPlace.PrivateChat privateChat -> replyText(replyRenderer.render(new Replies.BindInGroup()));
            case ConversationPlace.Group group ->
                conversationStore
                        .find(doneKey(incomingMessage))
                        .chain(area -> area.isPresent()
                                ? replyText(boundText(new AreaCode(area.get())))
                                : isConfirmed(incomingMessage, group, code)
                                        .chain(confirmed -> confirmed
                                                ? redeem(incomingMessage, group, code)
                                                : replyText(replyRenderer.render(new Replies.BindAgain(code)))));
        };
    }

    /** The first message is remembered by its source: the same one again is no second word. */
    private Uni<Boolean> isConfirmed(IncomingMessage incomingMessage, ConversationPlace.Group group, String code) {
        if (staffContext.isStaff(incomingMessage.senderId(), incomingMessage.receivedAt())) {
            return Uni.createFrom().item(true);
        }
        String key = "bind:" + group.chat() + ":" + incomingMessage.senderId() + ":" + code;
        String source = incomingMessage.source().toString();
        return conversationStore
                .find(key)
                .chain(first -> first.isPresent()
                        ? Uni.createFrom().item(!first.get().equals(source))
                        : conversationStore.store(key, source, REMEMBERED).replaceWith(false));
    }

    /** A code is good once: the message that used it is remembered, so that it hears the same when it comes again. */
    private Uni<Reply> redeem(IncomingMessage incomingMessage, ConversationPlace.Group group, String code) {
        return directories
                .bindings()
                .redeem(code, group.chat(), "")
                .chain((Optional<GroupBinding> bound) -> bound.isEmpty()
                        ? replyText(replyRenderer.render(new Replies.BindingFailed()))
                        : conversationStore
                                .store(
                                        doneKey(incomingMessage),
                                        bound.get().area().value(),
                                        REMEMBERED)
                                .chain(() -> replyText(boundText(bound.get().area()))));
    }

    private String boundText(AreaCode area) {
        String link = replyRenderer.county().publicUrl() + "/report/" + area;
        return replyRenderer.render(
                new Replies.Bound(directories.areas().displayName(area), replyRenderer.render(new Notice.Welcome("", link))));
    }

    private static String doneKey(IncomingMessage incomingMessage) {
        return "bound:" + incomingMessage.source();
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
