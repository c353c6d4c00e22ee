package lianhu.adapters.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.ticket.TicketNo;

/**
 * Group commit. At most one statement is in flight; what arrives meanwhile goes together in the next one. There is no
 * timer, so an idle lane adds no wait. Everything here runs on one event loop, so there are no locks.
 */
final class Lane {
    private static final int TRIES = 4;

    private final Context loop;
    private final FilingStatement statement;
    private final OldReceipts oldReceipts;
    private final Numbers numbers;
    private final NotificationPolicy notificationPolicy;
    private final Doorbell doorbell;
    private final int limit;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean isInFlight;
    private volatile long filings;
    private volatile long statements;

    Lane(
            Context loop,
            FilingStatement statement,
            OldReceipts oldReceipts,
            Numbers numbers,
            NotificationPolicy notificationPolicy,
            Doorbell doorbell,
            int limit) {
        this.loop = loop;
        this.statement = statement;
        this.oldReceipts = oldReceipts;
        this.numbers = numbers;
        this.notificationPolicy = notificationPolicy;
        this.doorbell = doorbell;
        this.limit = limit;
    }

    Uni<Receipt> keep(SealedFiling sheet) {
        return Uni.createFrom().emitter(answer -> {
            Waiting one = new Waiting(sheet, answer);
            loop.runOnContext(onLoop -> {
                waiting.add(one);
                flush();
            });
        });
    }

    private void flush() {
        if (isInFlight || waiting.isEmpty()) {
            return;
        }
        List<Waiting> batch = new ArrayList<>(Math.min(limit, waiting.size()));
        while (batch.size() < limit && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        isInFlight = true;
        commit(batch, TRIES).subscribe().with(done -> next(), failed -> next());
    }

    private void next() {
        // Whatever thread the answer came on, the lane goes on here.
        loop.runOnContext(onLoop -> {
            isInFlight = false;
            flush();
        });
    }

    /** Never fails: each member of the batch gets its own answer. */
    private Uni<Void> commit(List<Waiting> batch, int tries) {
        List<LocalDate> days = batch.stream()
                .map(one -> DeadlinePolicy.localDate(one.sheet().report().receivedAt()))
                .toList();
        return numbers.draw(days)
                .map(drawn -> numbered(batch, drawn))
                .chain(numbered -> write(batch, numbered, tries))
                .onFailure()
                .recoverWithUni(e -> {
                    fail(batch, e);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> write(List<Waiting> batch, List<Numbered> numbered, int tries) {
        filings += batch.size();
        statements++;
        KillPoint.BEFORE_COMMIT.reach();
        return statement
                .insert(numbered)
                .invoke(won -> answer(numbered, won))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(e -> afterFailure(batch, numbered, e, tries));
    }

    private List<Numbered> numbered(List<Waiting> batch, List<Numbers.Drawn> drawn) {
        List<Numbered> numbered = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            TicketDraft ticketDraft = batch.get(i).sheet().filing();
            Numbers.Drawn no = drawn.get(i);
            TicketNo ticketNo = TicketNo.of(no.day(), ticketDraft.report().area(), no.ticket());
            numbered.add(new Numbered(
                    batch.get(i), ticketDraft.withNumbers(no.receiptNo(), ticketNo, notificationPolicy), no));
        }
        return numbered;
    }

    private void answer(List<Numbered> batch, Set<String> won) {
        KillPoint.AFTER_COMMIT.reach();
        List<Waiting> repeats = new ArrayList<>();
        boolean isToSend = false;
        for (Numbered one : batch) {
            if (won.contains(one.filed().ticket().no().value())) {
                one.waiting().answer().complete(one.filed().receipt());
                isToSend |= one.filed().deliveries().stream().anyMatch(told -> told.state() == DeliveryState.PENDING);
            } else {
                repeats.add(one.waiting());
                numbers.giveBack(one.drawn());
            }
        }
        if (isToSend) {
            doorbell.ring();
        }
        if (!repeats.isEmpty()) {
            tellOldNumbers(repeats);
        }
    }

    /** Beside the lane, which goes on meanwhile. A new statement, because only a new snapshot is sure to see the winner. */
    private void tellOldNumbers(List<Waiting> repeats) {
        oldReceipts
                .of(repeats.stream().map(one -> one.sheet().report().source()).toList())
                .subscribe()
                .with(
                        old -> {
                            for (int i = 0; i < old.size(); i++) {
                                repeats.get(i).answer().complete(old.get(i));
                            }
                        },
                        e -> fail(repeats, e));
    }

    /** A row the database refuses must not take its neighbours along: halve the batch until the culprit stands alone. */
    private Uni<Void> afterFailure(List<Waiting> batch, List<Numbered> numbered, Throwable e, int tries) {
        boolean isPassing = Foreign.isPassing(e);
        if (isPassing || Foreign.blamesData(e)) {
            // Surely rolled back. After any other failure the numbers may be in use.
            numbered.forEach(one -> numbers.giveBack(one.drawn()));
        }
        if (isPassing && tries > 1) {
            return commit(batch, tries - 1);
        }
        if (batch.size() == 1 || !Foreign.blamesData(e)) {
            fail(batch, e);
            return Uni.createFrom().voidItem();
        }
        int middle = batch.size() / 2;
        return commit(batch.subList(0, middle), TRIES).chain(() -> commit(batch.subList(middle, batch.size()), TRIES));
    }

    private static void fail(List<Waiting> batch, Throwable e) {
        Throwable translated = Foreign.translated(e);
        batch.forEach(one -> one.answer().fail(translated));
    }

    long filings() {
        return filings;
    }

    long statements() {
        return statements;
    }
}
