package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The script that keeps what is typed at the desk, on a page of fakes. */
class DraftScriptTest {
    @Test
    void whatWasTypedIsThereAgainAfterTheLoginAndForNobodyElse() throws Exception {
        // When
        Process node = new ProcessBuilder(
                        "node",
                        "draft.mjs",
                        Path.of("src/main/resources/META-INF/resources/desk/draft.js")
                                .toAbsolutePath()
                                .toString())
                .directory(Path.of("src", "test", "node").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertEquals(0, node.waitFor());
        assertEquals("""
            session over, login at /desk/login?back=%2Fdesk%2Ftickets%2FGD1%3Ff%3Dall
            still there: 井盖又没了，在东头
            another login: nothing
            after the login: 井盖又没了，在东头, opened
            once taken: nothing
            session over, login at /desk/login?back=%2Fdesk%2Ftickets%2FGD1%3Ff%3Dall
            the notice after the login: 明天停水, opened, place chosen
            after an error page: 小陈, opened
            the next post: nothing
            the same post: 小段, opened
            after the log-out: nothing
            """, printed);
    }
}
