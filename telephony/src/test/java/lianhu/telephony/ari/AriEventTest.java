package lianhu.telephony.ari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AriEventTest {
    private static final AriChannel CALLER = new AriChannel("1764.1", "Up", "13900000001");
    private static final String CHANNEL =
            "\"channel\":{\"id\":\"1764.1\",\"state\":\"Up\",\"caller\":{\"name\":\"\",\"number\":\"13900000001\"}}";

    @Test
    void aCallIsOfferedTakenAndEnded() {
        assertEquals(new AriEvent.CallBroadcast(CALLER), parse("{'type':'CallBroadcast'," + CHANNEL + "}"));
        assertEquals(
                new AriEvent.StasisStart(CALLER, List.of("inbound")),
                parse("{'type':'StasisStart','args':['inbound']," + CHANNEL + "}"));
        assertEquals(new AriEvent.StasisEnd(CALLER), parse("{'type':'StasisEnd'," + CHANNEL + "}"));
        assertEquals(
                new AriEvent.ChannelDestroyed(CALLER, 16),
                parse("{'type':'ChannelDestroyed','cause':16," + CHANNEL + "}"));
    }

    @Test
    void keysPlaybacksAndRecordingsAreRead() {
        assertEquals(
                new AriEvent.ChannelDtmfReceived(CALLER, '#', "2026-11-29T09:00:00.000+0800"),
                parse("{'type':'ChannelDtmfReceived','digit':'#','timestamp':'2026-11-29T09:00:00.000+0800'," + CHANNEL
                        + "}"));
        assertEquals(new AriEvent.ChannelHold(CALLER, true, ""), parse("{'type':'ChannelHold'," + CHANNEL + "}"));
        assertEquals(new AriEvent.ChannelHold(CALLER, false, ""), parse("{'type':'ChannelUnhold'," + CHANNEL + "}"));
        assertEquals(
                new AriEvent.PlaybackFinished("p1", "failed", "1764.1"),
                parse(
                        "{'type':'PlaybackFinished','playback':{'id':'p1','state':'failed','target_uri':'channel:1764.1'}}"));
        assertEquals(
                new AriEvent.RecordingFinished("r1", 7, ""),
                parse(
                        "{'type':'RecordingFinished','recording':{'name':'r1','talking_duration':7,'target_uri':'bridge:b'}}"));
        assertEquals(
                new AriEvent.RecordingFailed("r1", "disk", "1764.1"),
                parse(
                        "{'type':'RecordingFailed','recording':{'name':'r1','cause':'disk','target_uri':'channel:1764.1'}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':7}",
                "{'type':'StasisStart'}",
                "{'type':'StasisStart','channel':{}}",
                "{'type':'StasisStart','channel':'1764.1'}",
                "{'type':'ChannelDtmfReceived','channel':{'id':'1764.1'}}",
                "{'type':'PlaybackFinished','playback':{}}",
                "{'type':'RecordingFinished','recording':{}}"
            })
    void anEventThatLacksWhatItShouldHoldIsKeptAsUnknown(String json) {
        assertInstanceOf(AriEvent.Unknown.class, parse(json));
    }

    @Test
    void aWithheldNumberIsNoNumber() {
        var start = (AriEvent.StasisStart)
                parse("{'type':'StasisStart','channel':{'id':'1','caller':{'number':'anonymous'}}}");
        assertEquals("", start.channel().callerNumber());
    }

    @Test
    void whatIsPrintedHoldsNoNumber() {
        for (String type : List.of("StasisStart", "NewInAsterisk23")) {
            assertFalse(String.valueOf(parse("{'type':'" + type + "'," + CHANNEL + "}"))
                    .contains("1390"));
        }
        assertTrue(CALLER.isUp());
    }

    private static AriEvent parse(String json) {
        return AriEvent.parse(new JsonObject(json.replace('\'', '"')));
    }
}
