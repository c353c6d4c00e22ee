package lianhu.core.speech;

import java.time.Instant;
import java.util.OptionalDouble;
import lianhu.core.report.AttachmentId;

/**
 * What a machine heard in a recording. It is a help for the person who listens; the recording counts.
 *
 * @param words empty when the machine heard no speech, or could not read the file
 * @param confidence from 0 to 1; empty when the engine gives none
 * @param isRefused whether the engine could not read the file
 */
public record Transcript(
        AttachmentId attachment,
        String words,
        OptionalDouble confidence,
        String engine,
        Instant at,
        boolean isRefused) {
    /** Without the words. */
    @Override
    public String toString() {
        return "Transcript[" + attachment + "]";
    }
}
