package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import lianhu.templates.Replies;
import lianhu.templates.TextRenderer;

/** Sends notices to residents who reported through customer service, while WeCom's window is open; later the notice waits for their query. */
@Singleton
public final class KfMessageSender implements ChannelSender {
    private static final String DELIVERY = "d";

    private final KfSessions kfSessions;
    private final KfReplySender kfReplySender;
    private final TextRenderer textRenderer;
    private final SmsAvailability smsAvailability;

    public KfMessageSender(
            KfSessions kfSessions,
            KfReplySender kfReplySender,
            TextRenderer textRenderer,
            SmsAvailability smsAvailability) {
        this.kfSessions = kfSessions;
        this.kfReplySender = kfReplySender;
        this.textRenderer = textRenderer;
        this.smsAvailability = smsAvailability;
    }

    /** The delivery that was sent under this message id; empty for answers. */
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
                // Failures of WeCom are classified by the reply sender; this one is a failure of our own look-up.
                .onFailure()
                .recoverWithItem(new Outcome.RetryLater("暂时查不到收信人", Duration.ofSeconds(30)));
    }

    private Uni<Outcome> deliver(Delivery delivery, RenderedMessage renderedMessage, KfCustomer kfCustomer) {
        String words = AppMessageSender.formatText(renderedMessage);
        // A reporter of a sealed ticket is not asked for a telephone number.
        Uni<String> all = delivery.type() == NoticeType.RECEIPT
                ? kfSessions
                        .claimPhoneRequest(kfCustomer)
                        .map(may -> may
                                ? words + "\n"
                                        + textRenderer.render(
                                                new Replies.AskPhone(smsAvailability.canSend(SmsTemplate.RESULT)))
                                : words)
                : Uni.createFrom().item(words);
        return all.chain(text -> kfReplySender.reply(kfCustomer, DELIVERY + delivery.id(), text));
    }
}
