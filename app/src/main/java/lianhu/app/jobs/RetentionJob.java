package lianhu.app.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import lianhu.adapters.files.FileAttachmentStore;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.adapters.store.retention.PgErasures;
import lianhu.core.ticket.TicketNo;

/**
 * Erases what is past its term, one ticket after the other, and then the files that no ticket has any more. The batches are
 * small, so that the intake never waits; a backlog takes several runs.
 */
@ApplicationScoped
class RetentionJob {
    private static final int BATCH_SIZE = 100;

    private final JobRunner jobRunner;
    private final PgErasures erasures;
    private final FileAttachmentStore files;
    private final ConversationCleanup conversations;
    private final InstantSource clock;
    private final Counter erasedTickets;

    RetentionJob(
            JobRunner jobRunner,
            PgErasures erasures,
            FileAttachmentStore files,
            ConversationCleanup conversations,
            InstantSource clock,
            MeterRegistry meters) {
        this.jobRunner = jobRunner;
        this.erasures = erasures;
        this.files = files;
        this.conversations = conversations;
        this.clock = clock;
        this.erasedTickets = meters.counter("lianhu.retention.erased.tickets");
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> erase() {
        return jobRunner
                .forEach("retention", 1, () -> erasures.findDue(BATCH_SIZE), this::erase)
                .chain(() -> jobRunner.forEach(
                        "attachment-deletion",
                        1,
                        () -> files.findToCheck(clock.instant(), BATCH_SIZE),
                        file -> files.deleteUnused(file, clock.instant())));
    }

    private Uni<Void> erase(TicketNo no) {
        return erasures.eraseDue(no)
                .invoke(isErased -> {
                    if (isErased) {
                        erasedTickets.increment();
                    }
                })
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> removeConversations() {
        return jobRunner.run("conversation-cleanup", conversations::removeExpired);
    }
}
