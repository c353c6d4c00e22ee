package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptCipher;
import lianhu.core.report.Report;
import lianhu.core.ticket.TicketNo;

/** Fake: keeps new tickets in memory, in its ticket repository. */
public final class InMemoryIntakeStore implements IntakeStore {
    private final InMemoryTicketRepository tickets;
    private final NotificationPolicy notificationPolicy;
    private final ReceiptCipher cipher = new ReceiptCipher(new byte[] {1, 2, 3});
    private final Map<MessageSource, Receipt> given = new HashMap<>();
    private final Map<MessageSource, Report> reports = new HashMap<>();

    public InMemoryIntakeStore(InMemoryTicketRepository tickets) {
        this(tickets, SmallCountyFixture.ECHO);
    }

    public InMemoryIntakeStore(InMemoryTicketRepository tickets, NotificationPolicy notificationPolicy) {
        this.tickets = tickets;
        this.notificationPolicy = notificationPolicy;
    }

    @Override
    public synchronized Uni<Receipt> store(TicketDraft ticketDraft) {
        Report report = ticketDraft.report();
        Receipt receipt = given.computeIfAbsent(report.source(), messageSource -> write(ticketDraft, given.size()));
        Report first = reports.computeIfAbsent(report.source(), messageSource -> report);
        boolean isSame = first.words().equals(report.words()) && first.area().equals(report.area());
        return Uni.createFrom().item(isSame ? receipt : receipt.forOtherReport());
    }

    private Receipt write(TicketDraft ticketDraft, int count) {
        TicketNo no = TicketNo.of(
                DeadlinePolicy.localDate(ticketDraft.report().receivedAt()),
                ticketDraft.report().area(),
                count + 1L);
        TicketDraft.NumberedTicket numberedTicket =
                ticketDraft.withNumbers(cipher.number(count), no, notificationPolicy);
        tickets.create(numberedTicket, ticketDraft.report());
        return numberedTicket.receipt();
    }
}
