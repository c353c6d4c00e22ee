package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.app.speech.TranscriptionSetup;
import lianhu.core.speech.TranscriptionService;

/** Has new recordings transcribed, where a speech server is configured. */
@ApplicationScoped
class TranscriptionJob {
    private final JobRunner jobRunner;
    private final TranscriptionSetup transcription;

    TranscriptionJob(JobRunner jobRunner, TranscriptionSetup transcription) {
        this.jobRunner = jobRunner;
        this.transcription = transcription;
    }

    /** To look for recordings among a thousand voices a day takes about 45 ms, also when there is none. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> transcribe() {
        return Uni.createFrom()
                .deferred(() -> transcription
                        .service()
                        .map(service -> jobRunner.forEach(
                                "transcription",
                                TranscriptionService.MAX_CONCURRENT,
                                service::claim,
                                service::transcribe))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
