package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.fixture.NodeScript;
import org.junit.jupiter.api.Test;

/** The script of the report page, on a page of fakes. */
class PhoneScriptTest {
    @Test
    void whatIsTypedSurvivesALostSignalAndIsSentOnceItIsBackAndLargeLettersStay() throws Exception {
        // When
        String printed = NodeScript.run("phone.mjs", "ui/phone.js");
        // Then
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
