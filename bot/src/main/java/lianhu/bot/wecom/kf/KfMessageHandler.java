package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.handler.ConversationService;
import lianhu.bot.wecom.customergroup.CustomerGroupClient;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfCustomer;
import lianhu.core.kf.KfSessions;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.PhoneMask;
import lianhu.core.report.Report;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.sms.MobileNumber;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import lianhu.templates.CountyContact;
import lianhu.templates.Replies;
import lianhu.templates.TextRenderer;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfEventMsg;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Handles one message or event of customer service and answers it. Fails only when the message must be handled again. */
@Singleton
public final class KfMessageHandler {
    private static final Logger LOG = Logger.getLogger(KfMessageHandler.class);
    private static final Pattern PHONE =
            Pattern.compile("\\A(?:我的?)?(?:电话|手机)?(?:号码?)?(?:是|为)?[:： ]*+(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8})[。.]?");

    /** The origin of a message from a WeChat user; messages of staff and of the platform are ignored. */
    private static final int ORIGIN_CUSTOMER = 3;

    private static final int FAIL_TYPE_REFUSED = 10;
    private static final String REFUSED = "他在微信里不收客服的消息，等本人来查";

    private static final int MAX_TRIES = 3;

    private final ConversationService conversationService;
    private final ReportSubmission reportSubmission;
    private final KfSessions kfSessions;
    private final KfReplyPort kfReplySender;
    private final Areas areas;
    private final TextRenderer textRenderer;
    private final String hotline;
    private final SmsAvailability smsAvailability;
    private final BotMetrics botMetrics;
    /** The number of failures by message id. */
    private final ConcurrentMap<String, Integer> failures = new ConcurrentHashMap<>();

    public KfMessageHandler(
            ConversationService conversationService,
            ReportSubmission reportSubmission,
            KfSessions kfSessions,
            KfReplyPort kfReplySender,
            Areas areas,
            TextRenderer textRenderer,
            CountyContact county,
            SmsAvailability smsAvailability,
            BotMetrics botMetrics) {
        this.conversationService = conversationService;
        this.reportSubmission = reportSubmission;
        this.kfSessions = kfSessions;
        this.kfReplySender = kfReplySender;
        this.areas = areas;
        this.textRenderer = textRenderer;
        this.hotline = county.hotline();
        this.smsAvailability = smsAvailability;
        this.botMetrics = botMetrics;
    }

    /** @param application whose access token downloads the attachments */
    Uni<Void> handle(KfCustomer kfCustomer, WxCpKfMsgItem item, String application, Instant now) {
        WxCpKfEventMsg event = item.getEvent();
        if (event != null) {
            return handleEvent(kfCustomer, event);
        }
        return Integer.valueOf(ORIGIN_CUSTOMER).equals(item.getOrigin())
                        && !kfCustomer.person().isEmpty()
                        && item.getMsgId() != null
                ? handleMessage(kfCustomer, item, application, now)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> handleEvent(KfCustomer kfCustomer, WxCpKfEventMsg event) {
        return switch (Objects.requireNonNullElse(event.getEventType(), "")) {
            case "enter_session" -> handleEnterSession(kfCustomer, event);
            case "msg_send_fail" -> handleSendFailure(kfCustomer, event);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** WeCom accepted a message and reports later that it was not shown (document 94670). */
    private Uni<Void> handleSendFailure(KfCustomer kfCustomer, WxCpKfEventMsg event) {
        botMetrics.replyLost(KfMessageMapper.SOURCE_TYPE);
        String msgid = Objects.requireNonNullElse(event.getFailMsgId(), "");
        boolean isRefused = Integer.valueOf(FAIL_TYPE_REFUSED).equals(event.getFailType());
        return KfMessageSender.deliveryId(msgid)
                .map(delivery -> kfSessions
                        .close(kfCustomer)
                        .chain(() ->
                                kfSessions.markUndelivered(delivery, isRefused ? REFUSED : KfReplySender.WINDOW_CLOSED))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> handleEnterSession(KfCustomer kfCustomer, WxCpKfEventMsg event) {
        botMetrics.messageReceived(KfMessageMapper.SOURCE_TYPE, "entered");
        Optional<AreaCode> unit = CustomerGroupClient.unitOf(Objects.requireNonNullElse(event.getSceneParam(), ""))
                .filter(code -> areas.find(code).isPresent());
        @Nullable String code = event.getWelcomeCode();
        return kfSessions
                .recordEntry(kfCustomer, unit)
                .chain(() -> code == null || code.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sendWelcome(kfCustomer, code, unit));
    }

    /** A failed welcome is only counted: the resident can write all the same. */
    private Uni<Void> sendWelcome(KfCustomer kfCustomer, String code, Optional<AreaCode> unit) {
        String place = unit.map(areas::displayName).orElse("");
        return kfReplySender
                .sendWelcome(
                        kfCustomer,
                        code,
                        KfReplyPort.msgid("w", code),
                        textRenderer.render(new Replies.CareWelcome(place, hotline)))
                .invoke(isShown -> {
                    if (!isShown) {
                        botMetrics.replyLost(KfMessageMapper.SOURCE_TYPE);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> handleMessage(KfCustomer kfCustomer, WxCpKfMsgItem item, String application, Instant now) {
        return kfSessions
                .recordMessage(kfCustomer, item.getMsgId(), KfMessageMapper.sentAt(item, now))
                .chain(from -> {
                    Optional<IncomingMessage> incomingMessage = KfMessageMapper.map(item, application, from, now);
                    if (incomingMessage.isEmpty()) {
                        botMetrics.messageReceived(KfMessageMapper.SOURCE_TYPE, "attachment-unreadable");
                        return reply(kfCustomer, item, conversationService.unreadable());
                    }
                    return parsePhone(incomingMessage.get())
                            .map(phone -> kfSessions
                                    .savePhone(kfCustomer, phone)
                                    .chain(kept -> kept
                                            ? reply(
                                                    kfCustomer,
                                                    item,
                                                    textRenderer.render(new Replies.PhoneNoted(
                                                            PhoneMask.mask(phone),
                                                            smsAvailability.canSend(SmsTemplate.RESULT)
                                                                    && MobileNumber.matches(phone))))
                                            : converse(kfCustomer, item, incomingMessage.get())))
                            .orElseGet(() -> converse(kfCustomer, item, incomingMessage.get()));
                });
    }

    private static Optional<String> parsePhone(IncomingMessage incomingMessage) {
        Matcher phone = PHONE.matcher(incomingMessage.text().strip());
        return phone.matches() ? Optional.of(phone.group(1).replace("-", "")) : Optional.empty();
    }

    private Uni<Void> converse(KfCustomer kfCustomer, WxCpKfMsgItem item, IncomingMessage incomingMessage) {
        return Uni.createFrom()
                .deferred(() -> conversationService.handle(incomingMessage))
                .onFailure(failure -> !isTemporary(failure))
                .recoverWithUni(failure -> isHopeless(item, failure)
                        ? submitRaw(incomingMessage)
                        : Uni.createFrom().failure(failure))
                .invoke(reply -> failures.remove(item.getMsgId()))
                .chain(reply -> reply(kfCustomer, item, reply.completeText()));
    }

    private static boolean isTemporary(Throwable failure) {
        return failure instanceof ReportSubmission.OverloadException || failure instanceof StoreUnavailableException;
    }

    /** One message that always fails must not block all later ones. */
    private boolean isHopeless(WxCpKfMsgItem item, Throwable failure) {
        int times = failures.merge(item.getMsgId(), 1, Integer::sum);
        LOG.errorf(
                "a message of customer service failed %d times: %s",
                times, failure.getClass().getName());
        return times >= MAX_TRIES;
    }

    /** Submits the text unprocessed, so that a person reads it; the customer is told where not even that is stored. */
    private Uni<Reply> submitRaw(IncomingMessage incomingMessage) {
        return reportSubmission
                .submit(new Report(
                        incomingMessage.source(),
                        incomingMessage.place().channel(),
                        incomingMessage.conversationId(),
                        areaOf(incomingMessage),
                        new PersonDetails(incomingMessage.senderId(), "", ""),
                        Optional.empty(),
                        incomingMessage.text().isBlank() ? incomingMessage.location() : incomingMessage.text(),
                        List.of(),
                        incomingMessage.sentAt(),
                        incomingMessage.receivedAt()))
                .replaceWith(Reply.NONE)
                .onFailure(failure -> !isTemporary(failure))
                .recoverWithItem(() -> Reply.of(textRenderer.render(new Replies.NotStored(hotline))));
    }

    private AreaCode areaOf(IncomingMessage incomingMessage) {
        return incomingMessage.place() instanceof ConversationPlace.PrivateChat privateChat
                ? privateChat.unit().orElseGet(() -> areas.county().code())
                : areas.county().code();
    }

    /** For answers only: what must arrive goes through the outbox. */
    private Uni<Void> reply(KfCustomer kfCustomer, WxCpKfMsgItem item, String words) {
        return words.isEmpty()
                ? Uni.createFrom().voidItem()
                : kfReplySender
                        .reply(kfCustomer, KfReplyPort.msgid("a", item.getMsgId()), words)
                        .invoke(outcome -> {
                            if (!(outcome instanceof Outcome.Delivered)) {
                                botMetrics.replyLost(KfMessageMapper.SOURCE_TYPE);
                            }
                        })
                        .replaceWithVoid();
    }
}
