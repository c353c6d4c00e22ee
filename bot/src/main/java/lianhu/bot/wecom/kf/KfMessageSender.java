package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.bot.wecom.send.AppMessageSender;
import lianhu.core.kf.KfCustomer;
import lianhu.core.kf.KfSessions;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.templates.TextRenderer;
import lianhu.templates.Replies;

/** Residents who reported at customer service hear there, for as long as WeCom lets us speak; then it waits for them. */
public final class KfMessageSender implements ChannelSender {
    private static final String DELIVERY = "d";

    private final KfSessions kfSessions;
    private final KfReplySender speaker;
    private final TextRenderer textRenderer;

    public KfMessageSender(KfSessions kfSessions, KfReplySender speaker, TextRenderer textRenderer) {
        this.kfSessions = kfSessions;
        this.speaker = speaker;
        this.textRenderer = textRenderer;
    }

    /** Which delivery was sent under this message id; empty for answers. */
    static Optional<Long> deliveryId(String msgid) {
        return msgid.matches(DELIVERY + "[0-9]{1,18}")
                ? Optional.of(Long.valueOf(msgid.substring(DELIVERY.length())))
                : Optional.empty();
    }

    @Override
    public boolean supports(Delivery delivery) {
        return delivery.channel() == Channel.KF && delivery.recipient() instanceof Recipient.Reporter;
    }

    @Override
    public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
        return Uni.createFrom()
                .deferred(() -> kfSessions.findByReceipt(((Recipient.Reporter) delivery.recipient()).receipt()))
                .chain(kfCustomer -> kfCustomer
                        .map(one -> deliver(delivery, renderedMessage, one))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.WaitingForPull("等本人来查"))))
                // Whatever reaches WeCom is judged by the speaker; this is our own.
                .onFailure()
                .recoverWithItem(new Outcome.RetryLater("暂时查不到收信人", Duration.ofSeconds(30)));
    }

    private Uni<Outcome> deliver(Delivery delivery, RenderedMessage renderedMessage, KfCustomer kfCustomer) {
        String words = AppMessageSender.formatText(renderedMessage);
        // Whoever told something under seal is asked for nothing.
        Uni<String> all = delivery.type() == NoticeType.RECEIPT
                ? kfSessions
                        .claimPhoneRequest(kfCustomer)
                        .map(may -> may ? words + "\n" + textRenderer.render(new Replies.AskPhone()) : words)
                : Uni.createFrom().item(words);
        return all.chain(text -> speaker.reply(kfCustomer, DELIVERY + delivery.id(), text));
    }
}
