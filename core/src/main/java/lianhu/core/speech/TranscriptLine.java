package lianhu.core.speech;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A transcript on a page, under its recording.
 *
 * @param words empty when the machine heard no speech
 * @param percent the confidence; empty when the engine gives none
 * @param isRefused whether the engine could not read the file
 */
public record TranscriptLine(String words, String percent, boolean isRefused) {
    /** By the name of the recording. */
    public static Map<String, TranscriptLine> byRecording(Collection<Transcript> transcripts) {
        return transcripts.stream()
                .collect(Collectors.toUnmodifiableMap(one -> one.attachment().sha256(), TranscriptLine::of));
    }

    private static TranscriptLine of(Transcript transcript) {
        String percent = transcript.confidence().isEmpty()
                ? ""
                : Long.toString(Math.round(transcript.confidence().getAsDouble() * 100));
        return new TranscriptLine(transcript.words(), percent, transcript.isRefused());
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "TranscriptLine[" + words.length() + " characters]";
    }
}
