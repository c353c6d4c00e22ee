package lianhu.app.speech;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import lianhu.adapters.speech.HttpSpeechRecognizer;
import lianhu.adapters.speech.SpeechSettings;
import lianhu.adapters.speech.SpeechStatistics;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.speech.TranscriptionService;

/** Produces the transcription; without a URL there is none. */
final class SpeechProducer {
    @Produces
    @Singleton
    SpeechStatistics speechStatistics() {
        return new SpeechStatistics();
    }

    @Produces
    @Singleton
    TranscriptionSetup transcription(
            SpeechSettings settings,
            SpeechStatistics statistics,
            TranscriptStore store,
            AttachmentStore attachments,
            TextClassifier classifier,
            InstantSource clock) {
        return new TranscriptionSetup(SpeechConfiguration.of(settings)
                .map(server -> new TranscriptionService(
                        store,
                        attachments,
                        new HttpSpeechRecognizer(server, statistics),
                        classifier,
                        server.timeout(),
                        clock)));
    }
}
