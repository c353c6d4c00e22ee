package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The script of the report page, on a page of fakes. */
class PhoneScriptTest {
    @Test
    void whatIsTypedSurvivesALostSignalAndIsSentOnceItIsBackAndLargeLettersStay() throws Exception {
        // When
        Process node = new ProcessBuilder(
                        "node",
                        "phone.mjs",
                        Path.of("src/main/resources/META-INF/resources/ui/phone.js")
                                .toAbsolutePath()
                                .toString())
                .directory(Path.of("src", "test", "node").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertEquals(0, node.waitFor());
        assertEquals("""
            sent 路灯坏了 key-1
            shows offline · 路灯坏了
            shows nothing · 路灯坏了
            sent 路灯坏了 key-1
            shows busy · 路灯坏了
            sent 路灯坏了 key-1
            receipt at /report/U?done=48271938
            sent 路灯坏了 key-1
            opened the answer
            wrote <html>这不像一个电话号码
            sent 水沟堵了 key-1 named /unit/T/tell
            says 现在没信号，没送出去。您写的还在，过一会儿再点。
            sent 水沟堵了 key-1 named /unit/T/tell
            opened the answer
            wrote <html>您自己的，还是帮哪家说的？
            sent 水沟堵了 key-1 named /unit/T/tell
            receipt at /unit/T?got=48271938
            shows nothing ·\s
            letters normal with a button
            letters big with a button
            letters big with a button
            """, printed);
    }
}
