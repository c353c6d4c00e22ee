package lianhu.app.jobs;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.app.boot.AppSettings;
import lianhu.core.notify.MorningDigests;

/** 晨报: looks whether the digests of today are to be made. */
@ApplicationScoped
class MorningDigestJob {
    private final JobRunner jobRunner;
    private final MorningDigests morningDigests;
    private final AppSettings settings;

    MorningDigestJob(JobRunner jobRunner, MorningDigests morningDigests, AppSettings settings) {
        this.jobRunner = jobRunner;
        this.morningDigests = morningDigests;
        this.settings = settings;
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> store() {
        return settings.morningDigest()
                ? jobRunner.run("morning-digest", morningDigests::storeToday)
                : Uni.createFrom().voidItem();
    }
}
