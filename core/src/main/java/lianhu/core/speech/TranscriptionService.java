package lianhu.core.speech;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.speech.SpeechRecognizer.Result;
import lianhu.core.speech.TranscriptStore.Claim;

/**
 * Has recordings transcribed, each by itself. What a machine heard changes no ticket: it is shown to the person who
 * listens.
 */
public final class TranscriptionService {
    /** A local engine keeps a core busy; two leave time for the gateway on a machine of four. */
    public static final int MAX_CONCURRENT = 2;

    /**
     * Older recordings have been listened to. It also bounds what is sent when an engine is configured for the first time,
     * and what is searched on each run.
     */
    static final Duration OLDEST = Duration.ofDays(3);

    /** With {@link #FIRST_PAUSE} doubled up to {@link #LONGEST_PAUSE}, a recording is tried for sixteen hours. */
    static final int MAX_ATTEMPTS = 12;

    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    /** For reading the file and writing the row, beside the time of the engine. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

    private final TranscriptStore store;
    private final AttachmentStore attachments;
    private final SpeechRecognizer recognizer;
    private final TextClassifier classifier;
    private final Duration timeout;
    private final InstantSource clock;

    /** @param timeout after which the recognizer answers at the latest */
    public TranscriptionService(
            TranscriptStore store,
            AttachmentStore attachments,
            SpeechRecognizer recognizer,
            TextClassifier classifier,
            Duration timeout,
            InstantSource clock) {
        this.store = store;
        this.attachments = attachments;
        this.recognizer = recognizer;
        this.classifier = classifier;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** As many as are worked on at once, so that no lease passes while its recording waits. */
    public Uni<List<Claim>> claim() {
        Instant now = clock.instant();
        return store.claim(now, now.plus(timeout).plus(LEASE_MARGIN), now.minus(OLDEST), MAX_CONCURRENT);
    }

    /** Fails when the file or the database cannot be read: the lease passes, and the recording is tried again. */
    public Uni<Void> transcribe(Claim claim) {
        if (claim.attempt() > MAX_ATTEMPTS) {
            return store.giveUp(claim);
        }
        return attachments
                .find(claim.attachment())
                .chain(found ->
                        found.map(recording -> transcribe(claim, recording)).orElseGet(() -> store.giveUp(claim)));
    }

    private Uni<Void> transcribe(Claim claim, Attachment recording) {
        return recognizer.recognize(claim.attachment(), recording).chain(result -> switch (result) {
            case Result.Recognized heard ->
                store.complete(
                        claim,
                        new Transcript(
                                claim.attachment(),
                                heard.words(),
                                heard.confidence(),
                                recognizer.engine(),
                                clock.instant(),
                                false),
                        classifier.classify(heard.words()).urgency() == Urgency.EMERGENCY);
            case Result.Refused refused ->
                store.complete(
                        claim,
                        new Transcript(
                                claim.attachment(),
                                "",
                                OptionalDouble.empty(),
                                recognizer.engine(),
                                clock.instant(),
                                true),
                        false);
            case Result.Unavailable away ->
                claim.attempt() >= MAX_ATTEMPTS
                        ? store.giveUp(claim)
                        : store.postpone(claim, clock.instant().plus(pause(claim.attempt())));
        });
    }

    private static Duration pause(int attempt) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
