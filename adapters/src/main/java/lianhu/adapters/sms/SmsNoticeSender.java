package lianhu.adapters.sms;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.outbound.RosterNumbers;
import lianhu.core.report.Channel;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.sms.SmsApprovals;
import lianhu.core.sms.SmsMessage;
import lianhu.core.sms.SmsRecipients;
import lianhu.core.sms.SmsSegments;
import lianhu.core.sms.SmsSender;

/**
 * Sends notices to the numbers that reporters left, and to those of the roster who are called to an emergency. 退订, the limit of
 * a day and the quiet hours hold for all but emergencies: in one, its own reporter and who is called are told in any case.
 */
public final class SmsNoticeSender implements ChannelSender {
    /** A receipt answers what its reporter just did; later it waits like any other. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Optional<SmsSender> smsSender;
    private final ReporterPhones phones;
    private final RosterNumbers rosterNumbers;
    private final SmsRecipients recipients;
    private final SmsApprovals approvals;
    private final QuietHours quietHours;
    private final String signature;
    private final String county;
    private final InstantSource clock;

    /**
     * @param smsSender empty where no SMS service is configured
     * @param signature without 【】
     * @param county its code: part of the idempotency key, since several counties may share a service
     */
    public SmsNoticeSender(
            Optional<SmsSender> smsSender,
            ReporterPhones phones,
            RosterNumbers rosterNumbers,
            SmsRecipients recipients,
            SmsApprovals approvals,
            QuietHours quietHours,
            String signature,
            String county,
            InstantSource clock) {
        this.smsSender = smsSender;
        this.phones = phones;
        this.rosterNumbers = rosterNumbers;
        this.recipients = recipients;
        this.approvals = approvals;
        this.quietHours = quietHours;
        this.signature = signature;
        this.county = county;
        this.clock = clock;
    }

    @Override
    public boolean supports(Delivery delivery) {
        return delivery.channel() == Channel.SMS
                && switch (delivery.recipient()) {
                    case Recipient.Reporter reporter -> true;
                    case Recipient.PostHolder postHolder -> true;
                    case Recipient.DepartmentContact office -> true;
                    case Recipient.Group group -> false;
                    case Recipient.PlainGroup plainGroup -> false;
                };
    }

    private Uni<Optional<String>> number(Recipient recipient) {
        return recipient instanceof Recipient.Reporter reporter
                ? phones.mobile(reporter.receipt())
                : Uni.createFrom().item(rosterNumbers.findMobile(recipient));
    }

    @Override
    public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
        return Uni.createFrom()
                .deferred(() -> refusal(delivery, renderedMessage)
                        .map(outcome -> Uni.createFrom().item(outcome))
                        .orElseGet(() -> number(delivery.recipient())
                                .chain(phone -> phone.map(number -> send(delivery, renderedMessage, number))
                                        .orElseGet(() -> Uni.createFrom().item(withoutNumber(delivery.recipient()))))))
                // The sender itself never fails; this is a failure of our own look-up, before the call.
                .onFailure()
                .recoverWithItem(new Outcome.RetryLater("暂时查不到号码", Duration.ofSeconds(30)));
    }

    /** What is known before the number is looked up. */
    private Optional<Outcome> refusal(Delivery delivery, RenderedMessage renderedMessage) {
        if (smsSender.isEmpty()) {
            return Optional.of(
                    isReporter(delivery.recipient())
                            ? new Outcome.WaitingForPull("短信没有接通，等本人来查")
                            : new Outcome.Rejected("短信没有接通"));
        }
        Optional<RenderedMessage.FilledTemplate> filled = renderedMessage.filled();
        if (filled.isEmpty()) {
            return Optional.of(new Outcome.Rejected("这条话没有短信模板"));
        }
        String name = filled.get().template().textName();
        if (approvals.of(filled.get().template()).isEmpty()) {
            return Optional.of(new Outcome.Rejected("短信模板 " + name + " 没有报备号：请写进县目录的 sms.csv"));
        }
        if (SmsSegments.count(text(renderedMessage)) > SmsSegments.MOST) {
            return Optional.of(new Outcome.Rejected("短信模板 " + name + " 超过两条的长度：请改短"));
        }
        Instant now = clock.instant();
        Instant next = quietHours.nextAllowed(Broadcast.Kind.NOTICE, now);
        boolean isFreshReceipt = delivery.type().isReceipt()
                && Duration.between(delivery.at(), now).compareTo(FRESH) < 0;
        return delivery.type().isUrgent() || isFreshReceipt || next.equals(now)
                ? Optional.empty()
                : Optional.of(new Outcome.Paused("夜里不打扰，早上再发短信", Duration.between(now, next)));
    }

    private Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage, String phone) {
        if (delivery.type().isUrgent()) {
            return call(delivery, renderedMessage, phone);
        }
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return recipients.acquire(phone, today).chain(permit -> switch (permit) {
            case ALLOWED ->
                call(delivery, renderedMessage, phone)
                        .call(outcome -> wasSent(outcome)
                                ? Uni.createFrom().voidItem()
                                : recipients.release(phone, today).onFailure().recoverWithNull());
            case OPTED_OUT -> waiting("本人退订了短信，等本人来查");
            case DAILY_LIMIT -> Uni.createFrom().item(new Outcome.Paused("短信今天给这个号码发够了，明天再发", untilTomorrow()));
        });
    }

    private static boolean wasSent(Outcome outcome) {
        return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Unknown;
    }

    private Uni<Outcome> call(Delivery delivery, RenderedMessage renderedMessage, String phone) {
        RenderedMessage.FilledTemplate filled = renderedMessage.filled().orElseThrow();
        SmsMessage message = new SmsMessage(
                SmsIds.of(county, delivery),
                phone,
                approvals.of(filled.template()).orElseThrow(),
                text(renderedMessage),
                filled.values());
        return smsSender.orElseThrow().send(message).map(SmsNoticeSender::outcome);
    }

    private static Outcome outcome(SmsSender.Result result) {
        return switch (result) {
            case SmsSender.Result.Accepted a -> new Outcome.Delivered("短信平台收下了");
            case SmsSender.Result.Refused r -> new Outcome.Rejected(r.why());
            case SmsSender.Result.Busy b -> new Outcome.RetryLater(b.why(), b.delay());
            case SmsSender.Result.Unauthorized u -> new Outcome.RetryLater(u.why(), u.delay());
            case SmsSender.Result.Unanswered u -> new Outcome.Unknown(u.why());
        };
    }

    private String text(RenderedMessage renderedMessage) {
        return "【" + signature + "】" + renderedMessage.text();
    }

    private Duration untilTomorrow() {
        Instant now = clock.instant();
        Instant midnight = DeadlinePolicy.localDate(now)
                .plusDays(1)
                .atStartOfDay(BusinessCalendar.ZONE)
                .toInstant();
        return Duration.between(now, quietHours.nextAllowed(Broadcast.Kind.NOTICE, midnight));
    }

    private static boolean isReporter(Recipient recipient) {
        return recipient instanceof Recipient.Reporter;
    }

    private static Outcome withoutNumber(Recipient recipient) {
        return isReporter(recipient)
                ? new Outcome.WaitingForPull("没有留能收短信的号码，等本人来查")
                : new Outcome.Rejected("名单里没有能收短信的号码");
    }

    private static Uni<Outcome> waiting(String why) {
        return Uni.createFrom().item(new Outcome.WaitingForPull(why));
    }
}
