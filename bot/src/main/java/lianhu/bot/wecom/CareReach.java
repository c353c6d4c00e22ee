package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.report.Channel;
import lianhu.templates.Texts;
import lianhu.templates.reply.AskPhone;

/** Residents who reported at customer service hear there, for as long as WeCom lets us speak; then it waits for them. */
final class CareReach implements Reach {
    private static final String DELIVERY = "d";

    private final Visitors visitors;
    private final CareSpeaker speaker;
    private final Texts texts;

    CareReach(Visitors visitors, CareSpeaker speaker, Texts texts) {
        this.visitors = visitors;
        this.speaker = speaker;
        this.texts = texts;
    }

    /** Which delivery was sent under this message id; empty for answers. */
    static Optional<Long> delivery(String msgid) {
        return msgid.matches(DELIVERY + "[0-9]{1,18}")
                ? Optional.of(Long.valueOf(msgid.substring(DELIVERY.length())))
                : Optional.empty();
    }

    @Override
    public boolean serves(Delivery delivery) {
        return delivery.channel() == Channel.KF && delivery.audience() instanceof Audience.Reporter;
    }

    @Override
    public Uni<Outcome> deliver(Delivery delivery, Spoken spoken) {
        return Uni.createFrom()
                .deferred(() -> visitors.of(((Audience.Reporter) delivery.audience()).receipt()))
                .chain(visitor -> visitor.map(one -> deliver(delivery, spoken, one))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.AwaitsQuery("等本人来查"))))
                // Whatever reaches WeCom is judged by the speaker; this is our own.
                .onFailure()
                .recoverWithItem(new Outcome.Later("暂时查不到收信人", Duration.ofSeconds(30)));
    }

    private Uni<Outcome> deliver(Delivery delivery, Spoken spoken, Visitor visitor) {
        String words = WecomReach.text(spoken);
        // Whoever told something under seal is asked for nothing.
        Uni<String> all = delivery.type() == NoticeType.RECEIPT
                ? visitors.mayAskForPhone(visitor).map(may -> may ? words + "\n" + texts.say(new AskPhone()) : words)
                : Uni.createFrom().item(words);
        return all.chain(text -> speaker.say(visitor, DELIVERY + delivery.id(), text));
    }
}
