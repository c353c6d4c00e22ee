package lianhu.desk.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.query.SystemStatus;
import lianhu.core.query.SystemStatus.DatabaseCounts;
import lianhu.core.query.SystemStatus.JobStatus;
import lianhu.core.query.SystemStatus.OutboxPriority;
import lianhu.core.query.SystemStatus.OutboxStatus;
import lianhu.core.query.SystemStatus.SmsStatus;
import lianhu.core.query.SystemStatus.SpeechStatus;
import lianhu.core.query.SystemStatus.TelephoneStatus;
import lianhu.core.ticket.Actor;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

/** Everything that does not work is named; what works is not. */
class StatusViewTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"));

    @Test
    void whereEverythingWorksNothingIsNamed() {
        // When
        StatusView view = StatusView.of(new SystemStatus(
                NOW,
                Optional.of(new DatabaseCounts(0, 0)),
                true,
                Optional.of(new TelephoneStatus(true, 0, 0, 0, 0, false, 0, true)),
                List.of(new OutboxStatus(OutboxPriority.EMERGENCIES, true, 1, Duration.ofSeconds(29))),
                List.of(new JobStatus("ticket-timer", Optional.of(NOW), Optional.empty(), 0, "")),
                Optional.of(NOW.minus(Duration.ofHours(20))),
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty()));

        // Then
        assertEquals(List.of(), view.faults());
        assertEquals(List.of(), view.advice());
    }

    @Test
    void everyFaultIsNamed() {
        // When
        StatusView view = StatusView.of(new SystemStatus(
                NOW,
                Optional.empty(),
                false,
                Optional.of(new TelephoneStatus(false, 4, 1, 2, 3, false, 0, false)),
                List.of(
                        new OutboxStatus(OutboxPriority.EMERGENCIES, true, 1, Duration.ofSeconds(31)),
                        new OutboxStatus(OutboxPriority.TICKETS, false, 0, Duration.ZERO),
                        new OutboxStatus(OutboxPriority.BROADCASTS, true, 900, Duration.ofMinutes(29))),
                List.of(
                        new JobStatus("ticket-timer", Optional.of(NOW.minusSeconds(9)), Optional.of(NOW), 3, "Lost"),
                        new JobStatus("kf-poll", Optional.of(NOW), Optional.of(NOW.minusSeconds(9)), 3, "Lost")),
                Optional.empty(),
                7,
                2,
                41,
                List.of("上河村一组联户长"),
                Optional.empty(),
                Optional.empty()));

        // Then
        assertEquals(12, view.faults().size(), view.faults().toString());
        assertTrue(view.faults().get(6).startsWith("紧急压着没送"), view.faults().toString());
        assertTrue(view.faults().get(7).contains("还没开始送"), view.faults().toString());
        assertEquals(
                List.of(true, false),
                List.of(view.jobs().get(1).isHealthy(), view.jobs().get(0).isHealthy()));
        assertTrue(view.faults().get(9).contains("读了 7 次都没读出"), view.faults().toString());
        assertTrue(
                view.faults().get(10).startsWith("有话没收下：数据库不肯存（启动以来 2 次"),
                view.faults().toString());
        assertTrue(
                view.faults().get(11).startsWith("名单里有 1 处读不出，通知不到：上河村一组联户长。"),
                view.faults().toString());
        assertEquals("还没有备份过", view.backup());
        assertTrue(view.faults().get(2).startsWith("电话断了"), view.faults().toString());
        assertTrue(
                view.faults().get(3).startsWith("4 个没结束的来电读不出来"), view.faults().toString());
        assertTrue(
                view.faults().get(4).startsWith("1 个来电说的话录下了，还没有存成工单"),
                view.faults().toString());
        assertTrue(
                view.faults().get(5).startsWith("2 段录音还在 Asterisk 里"),
                view.faults().toString());
        assertEquals(4, view.advice().size());
        assertTrue(
                view.advice().getFirst().startsWith("紧急的事不打电话叫人，只发消息"),
                view.advice().toString());
        assertTrue(view.advice().get(1).contains("有 3 次没有接通"), view.advice().toString());
        assertTrue(view.advice().get(2).contains("有 41 次没有收"), view.advice().toString());
        assertEquals("还没有备份过：请运行 ./lianhu backup。", view.advice().getLast());
    }

    @Test
    void aTrunkThatDoesNotAnswerAndPromptsThatAreNotHeardAreNamed() {
        // When
        StatusView view = StatusView.of(new SystemStatus(
                NOW,
                Optional.of(new DatabaseCounts(0, 0)),
                true,
                Optional.of(new TelephoneStatus(true, 0, 0, 0, 0, true, 2, true)),
                List.of(),
                List.of(),
                Optional.of(NOW),
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty()));

        // Then
        assertEquals(1, view.faults().size());
        assertTrue(
                view.faults().getFirst().startsWith("中继不通：紧急的事打不出去，外面也可能打不进来。"),
                view.faults().toString());
        assertTrue(
                view.advice().getFirst().startsWith("提示音有 2 次没放出来（启动以来）"),
                view.advice().toString());
    }

    @Test
    void theSettingIsNamedWhereTheSmsServiceDoesNotKnowTheToken() {
        // When
        List<String> wrongToken = view(Optional.of(new SmsStatus(false, false, 3, 0, 0)), Optional.empty())
                .faults();
        List<String> noAnswers = view(Optional.of(new SmsStatus(false, true, 3, 0, 3)), Optional.empty())
                .faults();
        List<String> working = view(Optional.of(new SmsStatus(true, true, 3, 1, 1)), Optional.empty())
                .faults();
        // Then
        assertEquals(List.of("短信平台不认网关的口令：短信发不出去，过一会儿自己再试。请对一下 lianhu.sms.token。"), wrongToken);
        assertEquals(1, noAnswers.size());
        assertTrue(noAnswers.getFirst().startsWith("短信平台接连三回没有好好回话"), noAnswers.toString());
        assertEquals(List.of(), working);
    }

    @Test
    void theTranscriptionSaysWhatIsWrongAndWhatIsRefusedAndWhetherThereIsAny() {
        // When
        StatusView without = view(Optional.empty(), Optional.empty());
        StatusView working = view(Optional.empty(), Optional.of(new SpeechStatus("", 12, 0)));
        StatusView faulty = view(Optional.empty(), Optional.of(new SpeechStatus("转写服务不认钥匙（401）", 12, 3)));

        // Then
        assertEquals("没有配置转写（lianhu.speech.url）：语音和录音由人听。", without.speech());
        assertEquals("转成了 12 段（启动以来）。机器转的只给人参考，以录音为准。", working.speech());
        assertEquals(List.of(), without.faults());
        assertEquals(List.of(), working.faults());
        assertEquals(List.of("语音接连三回没有转成文字：转写服务不认钥匙（401）。录音照样能听，过一会儿再转。请看转写服务和 lianhu.speech 的设置。"), faulty.faults());
        assertTrue(faulty.advice().getFirst().startsWith("有 3 段语音转写服务不收（启动以来），不会再转，请听录音。"));
    }

    /** A working system with these parts. */
    private static StatusView view(Optional<SmsStatus> sms, Optional<SpeechStatus> speech) {
        return StatusView.of(new SystemStatus(
                NOW,
                Optional.of(new DatabaseCounts(0, 0)),
                true,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(NOW),
                0,
                0,
                0,
                List.of(),
                sms,
                speech));
    }

    @Test
    void thePageLoadsItselfAgainEveryTenSeconds() {
        // Given
        SystemStatus status = new SystemStatus(
                NOW,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty());
        StatusPage page = new StatusPage(() -> Uni.createFrom().item(status), PageRenderHarness.pages());
        // When
        Response response = page.status(StaffRequests.of(STAFF)).await().indefinitely();
        // Then
        assertEquals("10", response.getHeaderString("Refresh"));
    }
}
