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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lianhu.core.notice.Notice;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.ReceiptNo;
import lianhu.core.sms.SmsSegments;
import lianhu.core.sms.SmsTemplate;
import org.junit.jupiter.api.Test;

class SmsNoticeRendererTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-09T09:30:00Z");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final String LINK = "https://lianhu.yunxi.gov.cn/track/48271938";
    private static final List<Notice.Sms> ALL = List.of(
            new Notice.Sms.Received(RECEIPT, DUE, LINK),
            new Notice.Sms.EmergencyReceived(RECEIPT, "119"),
            new Notice.Sms.HandedOver(RECEIPT, "云溪镇综合便民服务中心", DUE, LINK),
            new Notice.Sms.Answered(RECEIPT, Notice.Sms.Answer.NOT_SOLVED, LINK),
            new Notice.Sms.NobodyFound(),
            new Notice.Sms.Urgent(),
            new Notice.Sms.Late(RECEIPT, LINK),
            new Notice.Sms.Extended(RECEIPT, DUE, LINK),
            new Notice.Sms.Question(RECEIPT, DUE, LINK),
            new Notice.Sms.SomebodyFound("上河村第一网格网格员小王"));

    private final SmsNoticeRenderer renderer = new SmsNoticeRenderer(
            new TextRenderer(
                    Engine.builder()
                            .addDefaults()
                            .addValueResolver(new ReflectionValueResolver())
                            .build(),
                    texts()),
            () -> NOW,
            new CountyContact("云溪县服务热线 0000-6661200", "县值班室 0000-6661202", ""));

    @Test
    void everySmsFitsIntoTwoMessagesWithItsSignature() {
        for (Notice.Sms notice : ALL) {
            String text = "【云溪县】" + renderer.render(notice).text();
            assertTrue(SmsSegments.count(text) <= SmsSegments.MOST, text.length() + ": " + text);
        }
    }

    @Test
    void everyTemplateIsRenderedWithTheValuesOfItsPlaceholders() {
        // When
        List<RenderedMessage.FilledTemplate> filled = ALL.stream()
                .map(notice -> renderer.render(notice).filled().orElseThrow())
                .toList();
        // Then
        assertEquals(
                List.of(SmsTemplate.values()).stream().collect(Collectors.toSet()),
                filled.stream().map(RenderedMessage.FilledTemplate::template).collect(Collectors.toSet()));
        ALL.forEach(notice -> {
            RenderedMessage message = renderer.render(notice);
            message.filled()
                    .orElseThrow()
                    .values()
                    .forEach((name, value) -> assertTrue(message.text().contains(value), name + ": " + message.text()));
        });
    }

    @Test
    void anOwnerThatWouldTellTheMatterIsNotNamed() {
        assertTrue(renderer.render(new Notice.Sms.HandedOver(RECEIPT, "", DUE, LINK))
                .text()
                .contains("已交给承办单位"));
        assertTrue(renderer.render(new Notice.Sms.Answered(RECEIPT, Notice.Sms.Answer.GIVEN, LINK))
                .text()
                .contains("有答复了"));
    }

    private static Map<String, String> texts() {
        return Arrays.stream(SmsTemplate.values())
                .map(SmsTemplate::textName)
                .collect(Collectors.toMap(Function.identity(), SmsNoticeRendererTest::read));
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of("notice", name + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
