package lianhu.adapters.store.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lianhu.core.report.ReceiptCipher;
import lianhu.core.report.ReceiptNo;

/**
 * Allocates receipt numbers, and ticket numbers within a day, from blocks of 1,000 that it leases from the database.
 * Each batcher has its own allocator, so nothing is shared.
 */
final class NumberAllocator {
    private static final int BLOCK = 1000;
    /** A late report keeps its day. A report of an older day than these makes the allocator lease another block. */
    private static final int DAYS_KEPT = 3;

    private static final String LEASE_RECEIPTS = "SELECT nextval('receipt_block')";
    private static final String LEASE_TICKETS = """
            INSERT INTO ticket_block (day, next) VALUES ($1, 1001)
            ON CONFLICT (day) DO UPDATE SET next = ticket_block.next + 1000
            RETURNING next - 1000""";

    private final Pool pool;
    private final ReceiptCipher cipher;
    private final FreeNumbers receipts = new FreeNumbers();
    private final TreeMap<LocalDate, FreeNumbers> tickets = new TreeMap<>();

    NumberAllocator(Pool pool, ReceiptCipher cipher) {
        this.pool = pool;
        this.cipher = cipher;
    }

    /** A receipt number and the count of a ticket within a day. */
    record Allocation(long receipt, LocalDate day, long ticket, ReceiptNo receiptNo) {}

    /** Returns one allocation for each of the days, in the same order. */
    Uni<List<Allocation>> allocate(List<LocalDate> days) {
        Map<LocalDate, Long> wanted =
                days.stream().collect(Collectors.groupingBy(day -> day, TreeMap::new, Collectors.counting()));
        Uni<Void> ready = fill(receipts, days.size(), LEASE_RECEIPTS, Tuple.tuple());
        for (Map.Entry<LocalDate, Long> entry : wanted.entrySet()) {
            LocalDate day = entry.getKey();
            ready = ready.chain(() -> fill(
                    tickets.computeIfAbsent(day, key -> new FreeNumbers()),
                    entry.getValue().intValue(),
                    LEASE_TICKETS,
                    Tuple.of(day)));
        }
        return ready.map(filled -> takeFree(days));
    }

    /** Returns the numbers of a draft that was a duplicate or was rejected: nobody has seen them. */
    void release(Allocation allocation) {
        receipts.free.add(allocation.receipt());
        FreeNumbers freeNumbers = tickets.get(allocation.day());
        if (freeNumbers != null) {
            freeNumbers.free.add(allocation.ticket());
        }
    }

    /** Gives up the leased blocks, because one of their numbers is in use already. */
    void discardBlocks() {
        receipts.free.clear();
        tickets.clear();
    }

    private List<Allocation> takeFree(List<LocalDate> days) {
        List<Allocation> allocation = new ArrayList<>(days.size());
        for (LocalDate day : days) {
            long receipt = receipts.next();
            allocation.add(new Allocation(
                    receipt,
                    day,
                    tickets.computeIfAbsent(day, key -> new FreeNumbers()).next(),
                    cipher.number(receipt)));
        }
        while (tickets.size() > DAYS_KEPT) {
            tickets.pollFirstEntry();
        }
        return allocation;
    }

    private Uni<Void> fill(FreeNumbers freeNumbers, int wanted, String lease, Tuple day) {
        return freeNumbers.free.size() >= wanted
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(lease)
                        .execute(day)
                        .invoke(rows ->
                                freeNumbers.addBlock(rows.iterator().next().getLong(0)))
                        .chain(leased -> fill(freeNumbers, wanted, lease, day));
    }

    private static final class FreeNumbers {
        private final ArrayDeque<Long> free = new ArrayDeque<>(BLOCK);

        private void addBlock(long first) {
            for (long number = first; number < first + BLOCK; number++) {
                free.add(number);
            }
        }

        private long next() {
            return free.remove();
        }
    }
}
