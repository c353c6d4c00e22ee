package lianhu.adapters.store.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.adapters.sql.Failpoint;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.ticket.TicketNo;

/**
 * Group commit. At most one statement is in flight; drafts that arrive during it form the next batch. There is no
 * timer, so an idle batcher adds no delay. All state lives on one event loop, so there are no locks.
 */
final class IntakeBatcher {
    private static final int MAX_ATTEMPTS = 4;

    private final Context loop;
    private final IntakeInsert statement;
    private final DuplicateReceiptLookup duplicateReceiptLookup;
    private final NumberAllocator numberAllocator;
    private final NotificationPolicy notificationPolicy;
    private final OutboxSignal outboxSignal;
    private final int limit;
    private final ArrayDeque<PendingDraft> pendingDraft = new ArrayDeque<>();
    private boolean isInFlight;
    private volatile long drafts;
    private volatile long statements;

    IntakeBatcher(
            Context loop,
            IntakeInsert statement,
            DuplicateReceiptLookup duplicateReceiptLookup,
            NumberAllocator numberAllocator,
            NotificationPolicy notificationPolicy,
            OutboxSignal outboxSignal,
            int limit) {
        this.loop = loop;
        this.statement = statement;
        this.duplicateReceiptLookup = duplicateReceiptLookup;
        this.numberAllocator = numberAllocator;
        this.notificationPolicy = notificationPolicy;
        this.outboxSignal = outboxSignal;
        this.limit = limit;
    }

    Uni<Receipt> store(EncryptedDraft draft) {
        return Uni.createFrom().emitter(emitter -> {
            PendingDraft one = new PendingDraft(draft, emitter);
            loop.runOnContext(onLoop -> {
                pendingDraft.add(one);
                flush();
            });
        });
    }

    private void flush() {
        if (isInFlight || pendingDraft.isEmpty()) {
            return;
        }
        List<PendingDraft> batch = new ArrayList<>(Math.min(limit, pendingDraft.size()));
        while (batch.size() < limit && !pendingDraft.isEmpty()) {
            batch.add(pendingDraft.poll());
        }
        isInFlight = true;
        commit(batch, MAX_ATTEMPTS).subscribe().with(done -> next(), failed -> next());
    }

    private void next() {
        // The result may arrive on any thread; the state belongs to the event loop.
        loop.runOnContext(onLoop -> {
            isInFlight = false;
            flush();
        });
    }

    /** Never fails: each draft of the batch gets its own result. */
    private Uni<Void> commit(List<PendingDraft> batch, int tries) {
        List<LocalDate> days = batch.stream()
                .map(one -> DeadlinePolicy.localDate(one.draft().report().receivedAt()))
                .toList();
        return numberAllocator
                .allocate(days)
                .map(allocation -> withNumbers(batch, allocation))
                .chain(numberedDraft -> write(batch, numberedDraft, tries))
                .onFailure()
                .recoverWithUni(e -> {
                    fail(batch, e);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> write(List<PendingDraft> batch, List<NumberedDraft> numberedDraft, int tries) {
        drafts += batch.size();
        statements++;
        Failpoint.BEFORE_COMMIT.reach();
        return statement
                .insert(numberedDraft)
                .invoke(inserted -> complete(numberedDraft, inserted))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(e -> afterFailure(batch, numberedDraft, e, tries));
    }

    private List<NumberedDraft> withNumbers(List<PendingDraft> batch, List<NumberAllocator.Allocation> allocation) {
        List<NumberedDraft> numberedDraft = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            TicketDraft ticketDraft = batch.get(i).draft().draft();
            NumberAllocator.Allocation no = allocation.get(i);
            TicketNo ticketNo = TicketNo.of(no.day(), ticketDraft.report().area(), no.ticket());
            numberedDraft.add(new NumberedDraft(
                    batch.get(i), ticketDraft.withNumbers(no.receiptNo(), ticketNo, notificationPolicy), no));
        }
        return numberedDraft;
    }

    private void complete(List<NumberedDraft> batch, Set<String> inserted) {
        Failpoint.AFTER_COMMIT.reach();
        List<PendingDraft> duplicates = new ArrayList<>();
        List<NewDelivery> deliveries = new ArrayList<>();
        for (NumberedDraft one : batch) {
            if (inserted.contains(one.numberedTicket().ticket().no().value())) {
                one.pending().emitter().complete(one.numberedTicket().receipt());
                deliveries.addAll(one.numberedTicket().deliveries());
            } else {
                duplicates.add(one.pending());
                numberAllocator.release(one.allocation());
            }
        }
        outboxSignal.signal(deliveries.stream());
        if (!duplicates.isEmpty()) {
            completeDuplicates(duplicates);
        }
    }

    /** Runs in parallel with the next batch. Only the snapshot of a new statement is sure to see the stored report. */
    private void completeDuplicates(List<PendingDraft> duplicates) {
        duplicateReceiptLookup
                .findBySources(
                        duplicates.stream().map(one -> one.draft().report()).toList())
                .subscribe()
                .with(
                        old -> {
                            for (int i = 0; i < old.size(); i++) {
                                duplicates.get(i).emitter().complete(old.get(i));
                            }
                        },
                        e -> fail(duplicates, e));
    }

    /** Halves a batch that the database rejects until the invalid draft is alone, so that the others are stored. */
    private Uni<Void> afterFailure(
            List<PendingDraft> batch, List<NumberedDraft> numberedDraft, Throwable e, int tries) {
        boolean isTransient = PgErrors.isTransient(e);
        boolean isNumberUsed = PgErrors.isUniqueViolation(e);
        if (isNumberUsed) {
            numberAllocator.discardBlocks();
        } else if (isTransient || PgErrors.isDataError(e)) {
            // The transaction is rolled back for certain. After any other failure the numbers may be in use.
            numberedDraft.forEach(one -> numberAllocator.release(one.allocation()));
        }
        if ((isTransient || isNumberUsed) && tries > 1) {
            return commit(batch, tries - 1);
        }
        if (batch.size() == 1 || !PgErrors.isDataError(e)) {
            fail(batch, e);
            return Uni.createFrom().voidItem();
        }
        int middle = batch.size() / 2;
        return commit(batch.subList(0, middle), MAX_ATTEMPTS)
                .chain(() -> commit(batch.subList(middle, batch.size()), MAX_ATTEMPTS));
    }

    private static void fail(List<PendingDraft> batch, Throwable e) {
        Throwable translated = PgErrors.translate(e);
        batch.forEach(one -> one.emitter().fail(translated));
    }

    long drafts() {
        return drafts;
    }

    long statements() {
        return statements;
    }
}
