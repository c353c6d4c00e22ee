package lianhu.adapters.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalDouble;
import lianhu.core.report.TextSanitizer;
import lianhu.core.speech.SpeechRecognizer.Result;

/** The answer of a transcription: {@code verbose_json}, or {@code {"text"}} from a server that knows no other format. */
final class TranscriptionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Two minutes of fast speech have about 700 characters; a server that repeats itself without end has more. */
    private static final int LONGEST_TEXT = 2_000;

    /** Empty for an answer of another shape. */
    static Optional<Result.Recognized> parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null || !json.path("text").isTextual()
                    ? Optional.empty()
                    : Optional.of(new Result.Recognized(
                            TextSanitizer.truncate(
                                    TextSanitizer.singleLine(json.path("text").asText()), LONGEST_TEXT),
                            confidence(json.path("segments"))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * The mean probability of a token: {@code avg_logprob} is the mean of the natural logarithms in a segment, and a longer
     * segment counts more.
     */
    private static OptionalDouble confidence(JsonNode segments) {
        double weighted = 0;
        double seconds = 0;
        for (JsonNode segment : segments) {
            JsonNode average = segment.path("avg_logprob");
            double duration =
                    segment.path("end").asDouble() - segment.path("start").asDouble();
            if (!average.isNumber() || !(duration > 0)) {
                continue;
            }
            weighted += average.asDouble() * duration;
            seconds += duration;
        }
        double confidence = Math.exp(weighted / seconds);
        return seconds > 0 && confidence <= 1 ? OptionalDouble.of(confidence) : OptionalDouble.empty();
    }

    private TranscriptionJson() {}
}
