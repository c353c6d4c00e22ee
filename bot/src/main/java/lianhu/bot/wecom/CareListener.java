package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bot.Tally;
import lianhu.bot.talk.Answer;
import lianhu.bot.talk.Dialogue;
import lianhu.bot.talk.Place;
import lianhu.bot.talk.Utterance;
import lianhu.core.Reports;
import lianhu.core.Unavailable;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.report.Report;
import lianhu.core.report.Speaker;
import lianhu.templates.Texts;
import lianhu.templates.reply.CareWelcome;
import lianhu.templates.reply.PhoneNoted;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfEventMsg;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears one message or event of customer service and answers it. Fails only where it must be heard again. */
final class CareListener {
    private static final Logger LOG = Logger.getLogger(CareListener.class);
    private static final Pattern PHONE =
            Pattern.compile("(?:我的?)?(?:电话|手机)?(?:号码?)?(?:是|为)?[:： ]*(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8})[。.]?");

    /** Of a WeChat message; those of staff and of the platform are not for us. */
    private static final int BY_RESIDENT = 3;

    private static final int REFUSED_BY_HER = 10;
    private static final String REFUSED = "他在微信里不收客服的消息，等本人来查";

    private static final int TRIES = 3;

    private final Dialogue dialogue;
    private final Reports reports;
    private final Visitors visitors;
    private final CareVoice speaker;
    private final Areas areas;
    private final Texts texts;
    private final String hotline;
    private final Tally tally;
    /** How often a message could not be understood, by its id. */
    private final ConcurrentMap<String, Integer> failed = new ConcurrentHashMap<>();

    CareListener(
            Dialogue dialogue,
            Reports reports,
            Visitors visitors,
            CareVoice speaker,
            Areas areas,
            Texts texts,
            String hotline,
            Tally tally) {
        this.dialogue = dialogue;
        this.reports = reports;
        this.visitors = visitors;
        this.speaker = speaker;
        this.areas = areas;
        this.texts = texts;
        this.hotline = hotline;
        this.tally = tally;
    }

    /** @param application whose token opens what was sent */
    Uni<Void> hear(Visitor visitor, WxCpKfMsgItem item, String application, Instant now) {
        WxCpKfEventMsg event = item.getEvent();
        if (event != null) {
            return happened(visitor, event);
        }
        return Integer.valueOf(BY_RESIDENT).equals(item.getOrigin())
                        && !visitor.person().isEmpty()
                        && item.getMsgId() != null
                ? said(visitor, item, application, now)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> happened(Visitor visitor, WxCpKfEventMsg event) {
        return switch (Objects.requireNonNullElse(event.getEventType(), "")) {
            case "enter_session" -> entered(visitor, event);
            case "msg_send_fail" -> failed(visitor, event);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** WeCom took a message and tells a moment later that it was not shown (document 94670). */
    private Uni<Void> failed(Visitor visitor, WxCpKfEventMsg event) {
        tally.unsaid(CareUtterance.DOOR);
        String msgid = Objects.requireNonNullElse(event.getFailMsgId(), "");
        boolean isRefused = Integer.valueOf(REFUSED_BY_HER).equals(event.getFailType());
        return CareReach.delivery(msgid)
                .map(delivery -> visitors.shut(visitor)
                        .chain(() -> visitors.notShown(delivery, isRefused ? REFUSED : CareSpeaker.SILENT))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> entered(Visitor visitor, WxCpKfEventMsg event) {
        tally.heard(CareUtterance.DOOR, "entered");
        Optional<AreaCode> unit = CustomerChats.unit(Objects.requireNonNullElse(event.getSceneParam(), ""))
                .filter(code -> areas.find(code).isPresent());
        @Nullable String code = event.getWelcomeCode();
        return visitors.entered(visitor, unit)
                .chain(() ->
                        code == null || code.isEmpty() ? Uni.createFrom().voidItem() : welcome(visitor, code, unit));
    }

    /** As well as it can: whoever is not welcomed may speak all the same. */
    private Uni<Void> welcome(Visitor visitor, String code, Optional<AreaCode> unit) {
        String place = unit.map(areas::spoken).orElse("");
        return speaker.welcome(visitor, code, CareVoice.msgid("w", code), texts.say(new CareWelcome(place, hotline)))
                .invoke(isShown -> {
                    if (!isShown) {
                        tally.unsaid(CareUtterance.DOOR);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> said(Visitor visitor, WxCpKfMsgItem item, String application, Instant now) {
        return visitors.spoke(visitor, item.getMsgId(), CareUtterance.said(item, now))
                .chain(from -> {
                    Optional<Utterance> utterance = CareUtterance.of(item, application, from, now);
                    if (utterance.isEmpty()) {
                        tally.heard(CareUtterance.DOOR, "unreadable");
                        return tell(visitor, item, dialogue.unreadable());
                    }
                    return phone(utterance.get())
                            .map(phone -> visitors.leftPhone(visitor, phone)
                                    .chain(kept -> kept
                                            ? tell(visitor, item, texts.say(new PhoneNoted(masked(phone))))
                                            : answered(visitor, item, utterance.get())))
                            .orElseGet(() -> answered(visitor, item, utterance.get()));
                });
    }

    private static Optional<String> phone(Utterance utterance) {
        Matcher phone = PHONE.matcher(utterance.text().strip());
        return phone.matches() ? Optional.of(phone.group(1).replace("-", "")) : Optional.empty();
    }

    private static String masked(String phone) {
        return phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    private Uni<Void> answered(Visitor visitor, WxCpKfMsgItem item, Utterance utterance) {
        return Uni.createFrom()
                .deferred(() -> dialogue.answer(utterance))
                .onFailure(failure -> !(failure instanceof Reports.Busy) && !(failure instanceof Unavailable))
                .recoverWithUni(failure -> isHopeless(item, failure)
                        ? filed(utterance).replaceWith(Answer.NOTHING)
                        : Uni.createFrom().failure(failure))
                .invoke(answer -> failed.remove(item.getMsgId()))
                .chain(answer -> tell(visitor, item, answer.words()));
    }

    /** One message that nobody can make sense of must not keep all others waiting. */
    private boolean isHopeless(WxCpKfMsgItem item, Throwable failure) {
        int times = failed.merge(item.getMsgId(), 1, Integer::sum);
        LOG.errorf(
                "a message of customer service failed %d times: %s",
                times, failure.getClass().getName());
        return times >= TRIES;
    }

    /** As it is, so that a person reads it. */
    private Uni<Void> filed(Utterance utterance) {
        return reports.send(new Report(
                        utterance.source(),
                        utterance.place().channel(),
                        utterance.conversation(),
                        from(utterance),
                        new Speaker(utterance.speaker(), "", ""),
                        Optional.empty(),
                        utterance.text().isBlank() ? utterance.location() : utterance.text(),
                        List.of(),
                        utterance.saidAt(),
                        utterance.receivedAt()))
                .replaceWithVoid();
    }

    private AreaCode from(Utterance utterance) {
        return utterance.place() instanceof Place.Alone alone
                ? alone.from().orElseGet(() -> areas.county().code())
                : areas.county().code();
    }

    /** For answers only: what must arrive goes by the outbox. */
    private Uni<Void> tell(Visitor visitor, WxCpKfMsgItem item, String words) {
        return words.isEmpty()
                ? Uni.createFrom().voidItem()
                : speaker.say(visitor, CareVoice.msgid("a", item.getMsgId()), words)
                        .invoke(outcome -> {
                            if (!(outcome instanceof Outcome.Shown)) {
                                tally.unsaid(CareUtterance.DOOR);
                            }
                        })
                        .replaceWithVoid();
    }
}
