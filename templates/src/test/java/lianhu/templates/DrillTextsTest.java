package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.Notice;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.core.report.DrillMark;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of a drill, of the shipped templates. */
class DrillTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");
    private static final String TITLE = DrillMark.first("柴房着火了");
    private static final QuteNoticeRenderer RENDERER = new QuteNoticeRenderer(
            new TextRenderer(engine(), texts()), () -> NOW, new CountyContact("12345", "8110", ""));

    static Stream<Notice> toReporters() {
        return Stream.of(
                new Notice.Received(Channel.API, "", TITLE, "网格员小王", NOW, RECEIPT, ""),
                new Notice.Received(Channel.API, "", TITLE, "", NOW, RECEIPT, "找劳动监察"),
                new Notice.SealedReceived(RECEIPT, NOW),
                new Notice.Dispatched(TITLE, RECEIPT, "网格员小王", NOW),
                new Notice.Result(Channel.API, TITLE, RECEIPT, NOW, "网格员小王", "灭了", true, ""),
                new Notice.Delayed(TITLE, RECEIPT, "网格员小王", NOW),
                new Notice.Question(TITLE, RECEIPT, "网格员小王", "哪一栋？", NOW, false, ""));
    }

    static Stream<Notice> toStaff() {
        return Stream.of(
                new Notice.Assigned(TICKET, 3, Optional.of(RECEIPT), TITLE, "着火了", "", 0, "上河村", NOW, false, ""),
                new Notice.Assigned(TICKET, 3, Optional.of(RECEIPT), TITLE, "着火了", "又来了", 1, "上河村", NOW, true, ""),
                new Notice.EmergencyCall(TICKET, 3, Optional.of(RECEIPT), TITLE, "着火了", "上河村", ""),
                new Notice.Reopened(TICKET, 5, TITLE, "还没好", "上河村", NOW, ""),
                new Notice.Reminder(TICKET, 3, DeadlineStep.OVERDUE, TITLE, "上河村", NOW, false, ""),
                new Notice.NotAccepted(TICKET, 3, TITLE, true, "上河村", NOW, ""),
                new Notice.ResultRejected(TICKET, 5, TITLE, "没有照片", "上河村", NOW, ""),
                new Notice.Dropped(TICKET, TITLE, "报事的人撤回了"),
                new Notice.Supervision(TICKET, DeadlineStep.OVERDUE, "", "", "网格员小王", NOW),
                new Notice.OfConsultation.Called(
                        TICKET, ConsultationKind.WHISTLE, TITLE, "上河村", "来看", "网格员小王", NOW, ""));
    }

    static Stream<Notice> namingANumber() {
        return Stream.of(
                new Notice.EmergencyAdvice("119", List.of(), ""),
                new Notice.ResponderFound("网格员小王", "119"),
                new Notice.NoResponderYet(List.of()),
                new Notice.DangerAdvice());
    }

    @ParameterizedTest
    @MethodSource({"toReporters", "toStaff", "namingANumber"})
    void whatAPersonReadsOfADrillBeginsWithItsMarkWhichStandsOnce(Notice notice) {
        RenderedMessage message = RENDERER.render(new Notice.Drill(notice));
        String whole = message.title().isBlank() ? message.text() : message.title() + "\n" + message.text();

        assertTrue(whole.startsWith(DrillMark.MARK), whole);
        assertEquals(0, whole.lastIndexOf(DrillMark.MARK), whole);
    }

    @ParameterizedTest
    @MethodSource("toStaff")
    void aCardOfADrillHasTheButtonsTheLinkAndTheTaskOfARealOne(Notice notice) {
        RenderedMessage drill = RENDERER.render(new Notice.Drill(notice));
        RenderedMessage real = RENDERER.render(notice);

        assertEquals(real.buttons(), drill.buttons());
        assertEquals(real.task(), drill.task());
        assertEquals(real.link(), drill.link());
    }

    @ParameterizedTest
    @MethodSource("namingANumber")
    void nobodyIsToCallAnEmergencyNumberForADrill(Notice notice) {
        String text = RENDERER.render(new Notice.Drill(notice)).text();

        assertTrue(text.endsWith("这是演练，没有真的急事：上面的电话不要打。"), text);
    }

    private static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (String folder : List.of("notice", "reply")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    texts.put(file.getFileName().toString().replace(".txt", ""), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }
}
