package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.fixture.NodeScript;
import org.junit.jupiter.api.Test;

/** The script that plays recordings, on a page of fakes. */
class VoiceScriptTest {
    @Test
    void oneTapOnAReasonPlaysTheRecordingOnceAndTheEndOfTheHalfHourIsSaid() throws Exception {
        // When
        String printed = NodeScript.run("voice.mjs", "desk/voice.js");
        // Then
        assertEquals("""
            nothing plays by itself
            still without a player
            plays
            is decoded
            instead of the player: 半小时过了，刷新这一页，再说一次为什么听
            beside the button: 半小时过了，刷新这一页，再说一次为什么听
            """, printed);
    }
}
