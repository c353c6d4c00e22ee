package lianhu.adapters.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.outbound.RosterNumbers;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.sms.InMemorySmsRecipients;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.sms.SmsApprovals;
import lianhu.core.sms.SmsMessage;
import lianhu.core.sms.SmsSender;
import lianhu.core.sms.SmsTemplate;
import org.junit.jupiter.api.Test;

class SmsNoticeSenderTest {
    private static final String PHONE = "15400001111";
    /** 10:00 in China. */
    private static final Instant DAY = Instant.parse("2026-11-20T02:00:00Z");

    private static final Instant NIGHT = Instant.parse("2026-11-20T15:30:00Z");
    private static final SmsApprovals APPROVALS = new SmsApprovals(Map.of(
            SmsTemplate.RESULT,
            "YX-4",
            SmsTemplate.RECEIPT,
            "YX-1",
            SmsTemplate.NOBODY_YET,
            "YX-5",
            SmsTemplate.URGENT,
            "YX-8"));
    private static final PostId HEAD = new PostId(RosterFixture.UNIT + ".UNIT_HEAD.1");

    private final List<SmsMessage> sent = new ArrayList<>();
    private final InMemorySmsRecipients recipients = new InMemorySmsRecipients(2);
    private SmsSender.Result answer = new SmsSender.Result.Accepted();
    private Optional<String> phone = Optional.of(PHONE);
    private String phoneOfHead = "+86 154-0000-2222";
    private Instant now = DAY;

    @Test
    void whatTheServiceTookIsSentWithTheSignatureAndItsOwnKey() {
        // When
        Outcome outcome = send(NoticeType.RESULT, SmsTemplate.RESULT, "您反映的事办好了。", DAY);
        // Then
        assertEquals(new Outcome.Delivered("短信平台收下了"), outcome);
        assertEquals("【云溪县】您反映的事办好了。", sent.getFirst().text());
        assertEquals("621099-7-" + DAY.getEpochSecond(), sent.getFirst().id());
        assertEquals("YX-4", sent.getFirst().approval());
    }

    @Test
    void aTextWithoutAnApprovalIsNotSentAndSaysSo() {
        // When
        Outcome outcome = send(NoticeType.DISPATCHED, SmsTemplate.DISPATCHED, "已交给网格员小王。", DAY);
        // Then
        assertEquals(new Outcome.Rejected("短信模板 sms-dispatched 没有报备号：请写进县目录的 sms.csv"), outcome);
        assertEquals(List.of(), sent);
    }

    @Test
    void aTextLongerThanTwoMessagesIsNotSent() {
        // Given: the signature takes five characters
        String twoMessages = "字".repeat(134 - 5);
        // When
        Outcome within = send(NoticeType.RESULT, SmsTemplate.RESULT, twoMessages, DAY);
        Outcome longer = send(NoticeType.RESULT, SmsTemplate.RESULT, twoMessages + "字", DAY);
        // Then
        assertInstanceOf(Outcome.Delivered.class, within);
        assertEquals(new Outcome.Rejected("短信模板 sms-result 超过两条的长度：请改短"), longer);
    }

    @Test
    void atNightAResultWaitsForTheMorningAndAFreshReceiptAndAnEmergencyDoNot() {
        // Given
        now = NIGHT;
        // When
        Outcome result = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", NIGHT);
        Outcome receipt = send(NoticeType.RECEIPT, SmsTemplate.RECEIPT, "登记了。", NIGHT.minusSeconds(30));
        Outcome oldReceipt = send(NoticeType.RECEIPT, SmsTemplate.RECEIPT, "登记了。", NIGHT.minus(Duration.ofMinutes(11)));
        Outcome emergency = send(NoticeType.NOBODY_YET, SmsTemplate.NOBODY_YET, "还没叫到人。", NIGHT.minusSeconds(900));
        // Then: 8:00 the next day
        assertEquals(new Outcome.Paused("夜里不打扰，早上再发短信", Duration.ofMinutes(510)), result);
        assertInstanceOf(Outcome.Delivered.class, receipt);
        assertInstanceOf(Outcome.Paused.class, oldReceipt);
        assertInstanceOf(Outcome.Delivered.class, emergency);
    }

    @Test
    void whoOptedOutIsToldOfTheirOwnEmergencyAlone() {
        // Given
        recipients.optOut(PHONE).await().indefinitely();
        // When
        Outcome result = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        Outcome emergency = send(NoticeType.NOBODY_YET, SmsTemplate.NOBODY_YET, "还没叫到人。", DAY);
        // Then
        assertEquals(new Outcome.WaitingForPull("本人退订了短信，等本人来查"), result);
        assertInstanceOf(Outcome.Delivered.class, emergency);
        assertEquals(1, sent.size());
    }

    @Test
    void overTheLimitOfADayAnSmsWaitsForTheNextMorning() {
        // Given
        send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        // When
        Outcome third = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        // Then: from 10:00 to 8:00
        assertEquals(new Outcome.Paused("短信今天给这个号码发够了，明天再发", Duration.ofHours(22)), third);
        assertEquals(2, sent.size());
    }

    @Test
    void whatWasCertainlyNotSentCountsForNoLimitAndWhatMayHaveBeenDoes() {
        // Given
        answer = new SmsSender.Result.Busy("短信平台连不上", Duration.ofSeconds(30));
        Outcome busy = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        assertEquals(0, recipients.sent());
        // When
        answer = new SmsSender.Result.Unanswered("短信平台没有回话，不知道发没发");
        Outcome unknown = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        // Then
        assertInstanceOf(Outcome.RetryLater.class, busy);
        assertInstanceOf(Outcome.Unknown.class, unknown);
        assertEquals(1, recipients.sent());
    }

    @Test
    void whoIsCalledToAnEmergencyIsToldAtTheNumberOfTheRosterAlsoAtNight() {
        // Given
        now = NIGHT;
        recipients.optOut("15400002222").await().indefinitely();
        // When
        Outcome outcome = call(new Recipient.PostHolder(HEAD), sender(Optional.of(this::accept)));
        // Then
        assertEquals(new Outcome.Delivered("短信平台收下了"), outcome);
        assertEquals("15400002222", sent.getFirst().phone());
        assertEquals("YX-8", sent.getFirst().approval());
    }

    @Test
    void whoCannotBeToldOfAnEmergencyIsLeftToAPersonAndNotToAQuery() {
        // When
        phoneOfHead = "0936-6661200";
        Outcome landline = call(new Recipient.PostHolder(HEAD), sender(Optional.of(this::accept)));
        Outcome office = call(new Recipient.DepartmentContact("duty"), sender(Optional.of(this::accept)));
        Outcome off = call(new Recipient.PostHolder(HEAD), sender(Optional.empty()));
        // Then
        assertEquals(new Outcome.Rejected("名单里没有能收短信的号码"), landline);
        assertEquals(new Outcome.Rejected("名单里没有能收短信的号码"), office);
        assertEquals(new Outcome.Rejected("短信没有接通"), off);
        assertEquals(List.of(), sent);
    }

    private Outcome call(Recipient recipient, SmsNoticeSender sender) {
        Delivery delivery = new Delivery(
                8,
                Optional.empty(),
                2,
                Optional.empty(),
                NoticeType.EMERGENCY_CALL,
                recipient,
                Channel.SMS,
                DeliveryState.SENDING,
                "",
                0,
                now);
        assertTrue(sender.supports(delivery));
        return sender.send(delivery, message(SmsTemplate.URGENT, "有急事。"))
                .await()
                .indefinitely();
    }

    @Test
    void withoutANumberTheNoticeWaitsForItsReporter() {
        // Given
        phone = Optional.empty();
        // When
        Outcome outcome = send(NoticeType.RESULT, SmsTemplate.RESULT, "办好了。", DAY);
        // Then
        assertEquals(new Outcome.WaitingForPull("没有留能收短信的号码，等本人来查"), outcome);
    }

    @Test
    void withoutAServiceTheNoticeWaitsForItsReporter() {
        // When
        Outcome outcome = sender(Optional.empty())
                .send(delivery(NoticeType.RESULT, DAY), message(SmsTemplate.RESULT, "办好了。"))
                .await()
                .indefinitely();
        // Then
        assertEquals(new Outcome.WaitingForPull("短信没有接通，等本人来查"), outcome);
    }

    @Test
    void anIdIsReadBackAsTheDeliveryItCameFrom() {
        // Given
        String id = SmsIds.of("621099", delivery(NoticeType.RESULT, DAY));
        // When
        SmsIds.Parts parts = SmsIds.parse(id).orElseThrow();
        // Then
        assertEquals(new SmsIds.Parts("621099", 7, DAY.getEpochSecond()), parts);
        assertTrue(SmsIds.parse("7").isEmpty());
        assertTrue(SmsIds.parse("621099-7-1;DROP").isEmpty());
    }

    private Outcome send(NoticeType type, SmsTemplate template, String text, Instant at) {
        return sender(Optional.of(this::accept))
                .send(delivery(type, at), message(template, text))
                .await()
                .indefinitely();
    }

    private Uni<SmsSender.Result> accept(SmsMessage message) {
        sent.add(message);
        return Uni.createFrom().item(answer);
    }

    private SmsNoticeSender sender(Optional<SmsSender> service) {
        ReporterPhones phones = new ReporterPhones() {
            @Override
            public Uni<Optional<String>> number(ReceiptNo receipt) {
                return Uni.createFrom().item(phone);
            }

            @Override
            public Uni<Optional<String>> mobile(ReceiptNo receipt) {
                return Uni.createFrom().item(phone);
            }

            @Override
            public Uni<Optional<ReceiptNo>> lastTold(String number) {
                return Uni.createFrom().item(Optional.empty());
            }
        };
        return new SmsNoticeSender(
                service,
                phones,
                new RosterNumbers(
                        new InMemoryPostDirectory(List.of(new Post(
                                HEAD,
                                RosterFixture.UNIT,
                                Role.UNIT_HEAD,
                                "老张",
                                phoneOfHead,
                                "",
                                LocalDate.EPOCH,
                                Optional.empty()))),
                        RosterFixture.departments()),
                recipients,
                APPROVALS,
                new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)),
                "云溪县",
                "621099",
                () -> now);
    }

    private static RenderedMessage message(SmsTemplate template, String text) {
        return RenderedMessage.sms(template, text, new LinkedHashMap<>());
    }

    private static Delivery delivery(NoticeType type, Instant at) {
        ReceiptNo receipt = new ReceiptNo("48271938");
        return new Delivery(
                7,
                Optional.empty(),
                2,
                Optional.of(receipt),
                type,
                new Recipient.Reporter(receipt),
                Channel.SMS,
                DeliveryState.SENDING,
                "",
                0,
                at);
    }
}
