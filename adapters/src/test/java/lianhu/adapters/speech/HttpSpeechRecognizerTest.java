package lianhu.adapters.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.speech.SpeechRecognizer.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSpeechRecognizerTest {
    private static final AttachmentId VOICE = new AttachmentId("1".repeat(64) + ".amr");
    private static final byte[] SOUND = "#!AMR\n\u00ff\r\n--x".getBytes(StandardCharsets.ISO_8859_1);

    private final SpeechServerStub stub = new SpeechServerStub();
    private final SpeechStatistics statistics = new SpeechStatistics();

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void theServerGetsTheFileUnchangedWithItsNameTheModelAndTheLanguage() {
        // When
        recognize(Optional.of(SpeechServerStub.KEY));
        // Then
        String body = stub.bodies.getFirst();
        String boundary = body.substring(0, body.indexOf("\r\n"));
        assertEquals(
                String.join(
                        "\r\n",
                        boundary,
                        "Content-Disposition: form-data; name=\"model\"",
                        "",
                        "whisper-1",
                        boundary,
                        "Content-Disposition: form-data; name=\"language\"",
                        "",
                        "zh",
                        boundary,
                        "Content-Disposition: form-data; name=\"response_format\"",
                        "",
                        "verbose_json",
                        boundary,
                        "Content-Disposition: form-data; name=\"file\"; filename=\"" + VOICE + "\"",
                        "Content-Type: audio/amr",
                        "",
                        new String(SOUND, StandardCharsets.ISO_8859_1),
                        boundary + "--",
                        ""),
                body);
        assertEquals(List.of("Bearer " + SpeechServerStub.KEY), stub.authorizations);
    }

    @Test
    void aServerWithoutAKeyIsShownNone() {
        // When
        recognize(Optional.empty());
        // Then
        assertEquals(List.of("null"), stub.authorizations);
    }

    @Test
    void theConfidenceIsTheMeanProbabilityOfATokenWeightedByTheLengthOfItsSegment() {
        // Given
        stub.answers(200, """
                {"text":" 东头\\n路灯坏了 ","segments":[
                  {"start":0,"end":3,"avg_logprob":-0.1},
                  {"start":3,"end":4,"avg_logprob":-0.5},
                  {"start":4,"end":4,"avg_logprob":-9}]}""");
        // When
        Result.Recognized heard = assertInstanceOf(Result.Recognized.class, recognize(Optional.empty()));
        // Then
        assertEquals("东头 路灯坏了", heard.words());
        assertEquals(Math.exp((-0.1 * 3 - 0.5) / 4), heard.confidence().orElseThrow(), 1e-9);
        assertFalse(heard.toString().contains("路灯"));
    }

    @Test
    void withoutSegmentsThereIsNoConfidence() {
        // When
        Result result = recognize(Optional.empty());
        // Then
        assertEquals(new Result.Recognized("路灯坏了", OptionalDouble.empty()), result);
        assertTrue(statistics.status().isWorking());
        assertEquals(1, statistics.status().recognized());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"text\":\"\",\"segments\":[]} | Recognized | 0 characters",
                "200 | {\"text\":\"a\",\"segments\":[{\"start\":0,\"end\":1,\"avg_logprob\":3}]} | Recognized | 1 characters",
                "400 | {\"error\":{\"message\":\"Invalid file format.\"}} | Refused | 不收这段录音（400）",
                "413 | '' | Refused | 不收这段录音（413）",
                "415 | '' | Refused | 不收这段录音（415）",
                "401 | '' | Unavailable | 不认钥匙（401）",
                "403 | '' | Unavailable | 不认钥匙（403）",
                "404 | '' | Unavailable | 没有这个地址或模型（404）",
                "429 | '' | Unavailable | 太忙（429）",
                "500 | oops | Unavailable | 出错（500）",
                "302 | '' | Unavailable | 出错（302）",
                "200 | <html>ok</html> | Unavailable | 回答看不懂",
                "200 | [] | Unavailable | 回答看不懂",
                "200 | '' | Unavailable | 回答看不懂"
            })
    void everyAnswerIsOneResult(int status, String body, String result, String why) {
        // Given
        stub.answers(status, body);
        // When
        recognize(Optional.empty());
        recognize(Optional.empty());
        Result answered = recognize(Optional.empty());
        // Then
        assertEquals(result, answered.getClass().getSimpleName());
        assertTrue(answered.toString().contains(why), answered.toString());
        assertEquals(!result.equals("Unavailable"), statistics.status().isWorking());
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        // Given
        stub.neverEnds();
        // When
        Result result = recognize(Optional.empty());
        // Then
        assertInstanceOf(Result.Unavailable.class, result);
    }

    @Test
    void anEndlessTextIsCut() {
        // Given
        stub.answers(200, "{\"text\":\"" + "谢谢".repeat(5_000) + "\"}");
        // When
        Result.Recognized heard = assertInstanceOf(Result.Recognized.class, recognize(Optional.empty()));
        // Then
        assertEquals(2_000, heard.words().length());
    }

    @Test
    void anAnswerOfMoreThanAMegabyteIsNotRead() {
        // Given
        stub.answers(200, "{\"text\":\"" + "a".repeat(2 << 20) + "\"}");
        // When
        Result result = recognize(Optional.empty());
        // Then
        assertInstanceOf(Result.Unavailable.class, result);
    }

    @Test
    void aServerThatIsAwayIsSaidToBe() {
        // Given
        stub.close();
        // When
        recognize(Optional.empty());
        recognize(Optional.empty());
        Result result = recognize(Optional.empty());
        // Then
        assertEquals(new Result.Unavailable("转写服务连不上，或者没有按时回话"), result);
        assertFalse(statistics.status().isWorking());
    }

    private Result recognize(Optional<String> key) {
        return new HttpSpeechRecognizer(stub.settings(key), statistics)
                .recognize(VOICE, new Attachment("audio/amr", SOUND))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
