package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Notice;
import lianhu.templates.Replies;

/**
 * 绑定 K7Q-3PD: binds the group to a place; the reply says what the robot does and does not do. A sender without a post
 * has to say it twice.
 */
@Singleton
final class GroupBindingHandler {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Areas areas;
    private final GroupBindings groupBindings;
    private final StaffContext staffContext;
    private final ConversationStore conversationStore;
    private final ReplyRenderer replyRenderer;

    GroupBindingHandler(
            Areas areas,
            GroupBindings groupBindings,
            StaffContext staffContext,
            ConversationStore conversationStore,
            ReplyRenderer replyRenderer) {
        this.areas = areas;
        this.groupBindings = groupBindings;
        this.staffContext = staffContext;
        this.conversationStore = conversationStore;
        this.replyRenderer = replyRenderer;
    }

    Uni<Reply> bind(IncomingMessage message, String code) {
        return switch (message.place()) {
            case ConversationPlace.PrivateChat privateChat ->
                replyText(replyRenderer.render(new Replies.BindInGroup()));
            case ConversationPlace.Group group ->
                conversationStore
                        .find(doneKey(message))
                        .chain(area -> area.isPresent()
                                ? replyText(boundText(new AreaCode(area.get())))
                                : isConfirmed(message, group, code)
                                        .chain(confirmed -> confirmed
                                                ? redeem(message, group, code)
                                                : replyText(replyRenderer.render(new Replies.BindAgain(code)))));
        };
    }

    /** The first message is remembered by its source: the same message delivered again does not confirm it. */
    private Uni<Boolean> isConfirmed(IncomingMessage message, ConversationPlace.Group group, String code) {
        if (staffContext.isStaff(message.senderId(), message.receivedAt())) {
            return Uni.createFrom().item(true);
        }
        String key = "bind:" + group.chat() + ":" + message.senderId() + ":" + code;
        String source = message.source().toString();
        return conversationStore
                .find(key)
                .chain(first -> first.isPresent()
                        ? Uni.createFrom().item(!first.get().equals(source))
                        : conversationStore.store(key, source, REMEMBERED).replaceWith(false));
    }

    /** A code is good once: the message that used it is remembered, so that its repetition gets the same reply. */
    private Uni<Reply> redeem(IncomingMessage message, ConversationPlace.Group group, String code) {
        return groupBindings
                .redeem(code, group.chat(), "")
                .chain((Optional<GroupBinding> bound) -> bound.isEmpty()
                        ? replyText(replyRenderer.render(new Replies.BindingFailed()))
                        : conversationStore
                                .store(doneKey(message), bound.get().area().value(), REMEMBERED)
                                .chain(() -> replyText(boundText(bound.get().area()))));
    }

    private String boundText(AreaCode area) {
        String link = replyRenderer.county().publicUrl() + "/report/" + area;
        return replyRenderer.render(
                new Replies.Bound(areas.displayName(area), replyRenderer.render(new Notice.Welcome("", link))));
    }

    private static String doneKey(IncomingMessage message) {
        return "bound:" + message.source();
    }

    private static Uni<Reply> replyText(String text) {
        return Uni.createFrom().item(Reply.of(text));
    }
}
