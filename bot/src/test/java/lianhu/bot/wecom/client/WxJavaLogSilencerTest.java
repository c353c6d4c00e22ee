package lianhu.bot.wecom.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.redis.client.Redis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import lianhu.bot.conversation.CardStatus;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WxJavaLogSilencerTest {
    private static final String WORDS = "王婶家的羊丢了三只";

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final CapturingHandler capturingHandler = new CapturingHandler();

    /** Keeps every line of the log, arguments and causes included. */
    private static final class CapturingHandler extends Handler {
        private static final Formatter PLAIN = new SimpleFormatter();
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            StringWriter all = new StringWriter();
            all.append(line.getLoggerName()).append(' ').append(PLAIN.format(line));
            if (line instanceof ExtLogRecord own) {
                all.append(own.getFormattedMessage());
            }
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(all));
            }
            // The simulator stands in the same process and its router names what it is asked.
            if (!line.getLoggerName().startsWith("io.vertx.ext.web")) {
                lines.add(all.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        capturingHandler.setLevel(Level.ALL);
        root.addHandler(capturingHandler);
    }

    @AfterEach
    void stop() {
        root.removeHandler(capturingHandler);
        root.setLevel(before);
    }

    @Test
    void noSecretAndNoWordsReachTheLogAtAnyLevel() {
        Redis redis = RedisFixture.empty();
        try (WecomFixture town = new WecomFixture(redis)) {
            // Given
            String secret = town.accounts.defaultAgent().secret();
            for (String fault : List.of("45033", "40058", "42001", "silence", "half", "502", "93000", "60020")) {
                town.fault("message/send", fault, 1);
                town.fault("webhook/send", fault, 1);
            }

            // When
            for (int i = 0; i < 12; i++) {
                town.toMember(i % 2 == 0 ? "lisi" : "zhangsan", WORDS);
                town.toGroup(WecomFixture.HEADS, WORDS);
            }
            town.instance
                    .pressed
                    .update("lisi", new CardStatus("response-code-secret", WORDS))
                    .await()
                    .atMost(Duration.ofSeconds(5));
            town.deliver(new Recipient.Group(WecomFixture.PLAIN), Channel.GROUP, RenderedMessage.text(WORDS));

            // Then
            String token = town.tokens(redis).getAccessToken();
            assertTrue(token != null && token.length() > 8);
            for (String line : capturingHandler.lines) {
                for (String hidden : List.of(
                        token,
                        secret,
                        WecomFixture.KEY,
                        WORDS,
                        "access_token=",
                        "corpsecret",
                        "response-code-secret")) {
                    assertFalse(line.contains(hidden), line.substring(0, line.indexOf(' ')) + " holds " + hidden);
                }
            }
            assertTrue(
                    capturingHandler.lines.stream()
                            .anyMatch(line -> line.contains("lianhu.bot.wecom") && line.contains("60020")),
                    () -> String.join(
                            "",
                            capturingHandler.lines.stream()
                                    .filter(line -> line.contains("lianhu.bot"))
                                    .toList()));
        }
    }
}
