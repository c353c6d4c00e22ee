package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import lianhu.core.deadline.Deadlines;
import lianhu.core.report.ReceiptCipher;
import lianhu.core.report.Source;
import lianhu.core.ticket.TicketNo;

/** Filings in memory: the fake. What it keeps is found by its tickets. */
public final class MemoryFilings implements Filings {
    private final MemoryTickets tickets;
    private final Echo echo;
    private final ReceiptCipher cipher = new ReceiptCipher(new byte[] {1, 2, 3});
    private final Map<Source, Receipt> given = new HashMap<>();

    public MemoryFilings(MemoryTickets tickets) {
        this(tickets, SmallCounty.ECHO);
    }

    public MemoryFilings(MemoryTickets tickets, Echo echo) {
        this.tickets = tickets;
        this.echo = echo;
    }

    @Override
    public synchronized Uni<Receipt> keep(Filing filing) {
        return Uni.createFrom()
                .item(given.computeIfAbsent(filing.report().source(), source -> write(filing, given.size())));
    }

    private Receipt write(Filing filing, int count) {
        TicketNo no = TicketNo.of(
                Deadlines.day(filing.report().receivedAt()), filing.report().area(), count + 1L);
        Filing.Filed filed = filing.numbered(cipher.number(count), no, echo);
        tickets.open(filed, filing.report());
        return filed.receipt();
    }
}
