package lianhu.core.speech;

import io.smallrye.mutiny.Uni;
import java.util.OptionalDouble;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;

/** Turns a recording into words. */
public interface SpeechRecognizer {
    /** The name of the model, stored with each transcript. */
    String engine();

    /** Never fails: an error is a result. */
    Uni<Result> recognize(AttachmentId id, Attachment recording);

    /** What became of one recording. */
    sealed interface Result {
        /**
         * @param words empty when the recording holds no speech
         * @param confidence from 0 to 1; empty when the engine gives none
         */
        record Recognized(String words, OptionalDouble confidence) implements Result {
            /** Without the words. */
            @Override
            public String toString() {
                return "Recognized[" + words.length() + " characters]";
            }
        }

        /** The engine cannot read this file, and never will. */
        record Refused(String why) implements Result {}

        /** The engine is away, busy or wrongly configured; the recording may be tried later. */
        record Unavailable(String why) implements Result {}
    }
}
