package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.fixture.NodeScript;
import org.junit.jupiter.api.Test;

/** The script of the form 登记, on a page of fakes. */
class IntakeScriptTest {
    @Test
    void thePlaceIsChosenByTheKeyboardAndADoubleClickFilesOnce() throws Exception {
        // When
        String printed = NodeScript.run("intake.mjs", "desk/intake.js");
        // Then
        assertEquals("""
            kept words are read again: #places #reading
            down: 上河村
            down: 一组
            down: 上河村
            up: 一组
            Enter: the words have the focus
            the box has the whole path: 云溪县 › 云溪镇 › 上河村 › 一组
            Enter without a choice: 上河村
            Alt 2: permit
            a click: lamp
            Ctrl Enter: sent
            once more: held back
            after going back: sent
            """, printed);
    }
}
