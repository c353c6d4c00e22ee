package lianhu.bot.wecom.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackEnvelopeTest {

    @Test
    void theVectorsBodiesGiveTheirCiphertext() {
        // Given
        CryptoFixture.Vector application = CryptoFixture.vector("V1");
        CryptoFixture.Vector robot = CryptoFixture.vector("V2");
        // When
        String fromXml = application(Objects.requireNonNull(application.body()));
        String fromJson = robot(Objects.requireNonNull(robot.body()));
        // Then
        assertEquals(application.encrypt(), fromXml);
        assertEquals(robot.encrypt(), fromJson);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"encrypt\":\"E/=\"}",
                " {\n\"encrypt\" : \"E\\/=\" }\n",
                "{\"x\":{\"encrypt\":\"no\",\"y\":[1,{}]},\"encrypt\":\"E/=\",\"z\":null}"
            })
    void aRobotsCiphertextIsTheTopmostStringOfItsName(String body) {
        // When
        String encrypt = robot(body);
        // Then
        assertEquals("E/=", encrypt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"encrypt\"",
                "[{\"encrypt\":\"E\"}]",
                "{}",
                "{\"Encrypt\":\"E\"}",
                "{\"encrypt\":null}",
                "{\"encrypt\":1}",
                "{\"encrypt\":{\"encrypt\":\"E\"}}",
                "{\"encrypt\":\"E\",\"encrypt\":\"E\"}",
                "{\"encrypt\":\"E\"",
                "{\"encrypt\":\"E\"}}",
                "{\"encrypt\":\"E\"} {\"encrypt\":\"F\"}",
                "{\"msgtype\":\"text\",\"text\":{\"content\":\"unsealed\"}}",
                "<xml><Encrypt>E</Encrypt></xml>"
            })
    void whatIsNoRobotsEnvelopeGivesNothing(String body) {
        // When
        String encrypt = robot(body);
        // Then
        assertNull(encrypt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Encrypt><![CDATA[E/=]]></Encrypt></xml>",
                "<xml><Encrypt>E/=</Encrypt></xml>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n <ToUserName>w</ToUserName>\n <Encrypt>E/=</Encrypt>\n</xml>\n",
            })
    void anApplicationsCiphertextIsInItsTag(String body) {
        // When
        String encrypt = application(body);
        // Then
        assertEquals("E/=", encrypt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"encrypt\":\"E\"}",
                "<xml></xml>",
                "<xml/>",
                "<Encrypt>E</Encrypt>",
                "<root><Encrypt>E</Encrypt></root>",
                "<xml><encrypt>E</encrypt></xml>",
                "<xml><a><Encrypt>E</Encrypt></a></xml>",
                "<xml><Encrypt><a/>E</Encrypt></xml>",
                "<xml><Encrypt>E</Encrypt><Encrypt>F</Encrypt></xml>",
                "<xml><Encrypt>E</Encrypt>",
                "<xml><Encrypt>E</Encrypt></xml><xml/>",
                "<xml><Encrypt>E</Encrypt></xml>E",
                "<!DOCTYPE xml><xml><Encrypt>E</Encrypt></xml>",
                "<!DOCTYPE xml [<!ENTITY e \"E\">]><xml><Encrypt>&e;</Encrypt></xml>",
                "<xml><!DOCTYPE xml><Encrypt>E</Encrypt></xml>",
                "<xml><Encrypt>&e;</Encrypt></xml>",
                "<xml><!-- --><Encrypt>E</Encrypt></xml>",
                "<xml><?x y?><Encrypt>E</Encrypt></xml>",
                "<xml><Encrypt><![CDATA[E</Encrypt></xml>",
                "<xml><MsgType>text</MsgType><Content>unsealed</Content></xml>"
            })
    void whatIsNoApplicationsEnvelopeGivesNothing(String body) {
        // When
        String encrypt = application(body);
        // Then
        assertNull(encrypt);
    }

    @Test
    void aMegabyteIsTheMost() {
        // Given
        String most = "E".repeat((1 << 20) - "<xml><Encrypt></Encrypt></xml>".length());
        // When
        String fits = application("<xml><Encrypt>" + most + "</Encrypt></xml>");
        // Then
        assertEquals(most, fits);
        assertNull(application("<xml><Encrypt>" + most + "E</Encrypt></xml>"));
        assertNull(robot("{\"encrypt\":\"" + "E".repeat(1 << 20) + "\"}"));
    }

    @Test
    void bytesThatAreNotUtf8GiveNothing() {
        // Given
        byte[] body = "<xml><a>?</a><Encrypt>E</Encrypt></xml>".getBytes(StandardCharsets.UTF_8);
        body[8] = (byte) 0xC0;
        // When
        String encrypt = CallbackEnvelope.ofApplication(body);
        // Then
        assertNull(encrypt);
    }

    @Test
    void anUnsignedBodyCannotMakeUsBuildMuch() {
        // Given
        String deep = "<xml>" + "<a>".repeat(100_000);
        String many = "<xml>" + "<a/>".repeat(100_000) + "<Encrypt>E</Encrypt></xml>";
        String nested = "{\"x\":" + "[".repeat(500_000);
        // When
        @Nullable String[] read = {application(deep), application(many), robot(nested)};
        // Then
        for (String encrypt : read) {
            assertNull(encrypt);
        }
    }

    private static @Nullable String robot(String body) {
        return CallbackEnvelope.ofRobot(body.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String application(String body) {
        return CallbackEnvelope.ofApplication(body.getBytes(StandardCharsets.UTF_8));
    }
}
