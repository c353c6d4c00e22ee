package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import lianhu.bot.conversation.PrivateMessenger;
import lianhu.bot.conversation.handler.PendingMediaFetcher;
import lianhu.core.kf.KfCustomer;
import lianhu.core.report.MessageSource;

/** Answers a customer of kf in the kf conversation, and every other sender through the application. */
@Singleton
final class PendingMediaFailureNotice implements PendingMediaFetcher.FailureNotice {
    private final KfReplySender kfReplySender;
    private final PrivateMessenger privateMessenger;

    PendingMediaFailureNotice(KfReplySender kfReplySender, PrivateMessenger privateMessenger) {
        this.kfReplySender = kfReplySender;
        this.privateMessenger = privateMessenger;
    }

    @Override
    public Uni<Void> send(MessageSource message, String sender, String words) {
        return message.sourceType().equals(KfMessageMapper.SOURCE_TYPE)
                ? kfReplySender
                        .reply(new KfCustomer(message.account(), sender), KfReplyPort.msgid("l", message.id()), words)
                        .replaceWithVoid()
                : privateMessenger.send(sender, words);
    }
}
