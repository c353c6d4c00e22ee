package lianhu.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.core.report.MessageSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that grows with the square of the length takes minutes on these messages; linear work stays far below the limit. */
class HostileMessageTest {
    private static final int LENGTH = 1_000_000;

    private final IntentParser intentParser =
            new IntentParser(ConversationFixture.READING, account -> List.of("联户小助手"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@a ", "@", "@联户小助手 ", "你好", "啊", "请", "一下", "1", "1234 ", "<", "[", "[强]", "绑定 ", "签收，", " ", "！"
            })
    void aLongMessageIsParsedInLinearTime(String unit) {
        // Given
        String text = unit.repeat(LENGTH / unit.length());
        // When
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> intentParser.parse(message(text + "村", text)));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> intentParser.parse(message(text, "")));
    }

    private static IncomingMessage message(String text, String quote) {
        return new IncomingMessage(
                new MessageSource("aibot", "AIBOT0001", "m1"),
                new ConversationPlace.Group("wr1"),
                "zhou",
                text,
                quote,
                List.of(),
                "",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
