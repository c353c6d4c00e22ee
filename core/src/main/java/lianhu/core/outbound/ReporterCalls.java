package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.notice.Recipient;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * Lets the owner of a ticket talk with its reporter while neither sees the number of the other: the gateway calls the owner, then
 * the reporter, and joins them. The talk is not recorded.
 */
@ApplicationScoped
public final class ReporterCalls {
    private final OutboundDialing dialing;
    private final OutboundCallStore store;
    private final RosterNumbers rosterNumbers;
    private final ReporterPhones phones;
    private final QuietHours quietHours;
    private final InstantSource clock;

    public ReporterCalls(
            OutboundDialing dialing,
            OutboundCallStore store,
            RosterNumbers rosterNumbers,
            ReporterPhones phones,
            QuietHours quietHours,
            InstantSource clock) {
        this.dialing = dialing;
        this.store = store;
        this.rosterNumbers = rosterNumbers;
        this.phones = phones;
        this.quietHours = quietHours;
        this.clock = clock;
    }

    /** What becomes of a request. */
    public enum Answer {
        /** The owner's telephone rings in a moment. */
        CALLING,
        /** There is no line by which anybody is called. */
        NO_LINE,
        /** Residents are not called at this time of the day. */
        NOT_NOW,
        /** The roster has no number of the owner that may be called. */
        NO_OWN_NUMBER,
        /** No reporter has left a number that may be called. */
        NO_REPORTER_NUMBER
    }

    public boolean isPossible() {
        return dialing.dialableNumbers().isPresent();
    }

    /**
     * Asks for a call. A second request while the first one waits, rings or talks is the same call.
     *
     * @param isEmergency the ticket is one: then at any time, otherwise outside the {@link QuietHours}
     * @param receipts of the ticket; the first one with a number that may be called is taken
     * @param owner who wants to talk
     */
    public Uni<Answer> request(TicketNo ticket, boolean isEmergency, List<ReceiptNo> receipts, Actor owner) {
        Optional<DialableNumbers> dialable = dialing.dialableNumbers();
        if (dialable.isEmpty()) {
            return Uni.createFrom().item(Answer.NO_LINE);
        }
        if (!isEmergency && quietHours.isQuiet(clock.instant())) {
            return Uni.createFrom().item(Answer.NOT_NOW);
        }
        Recipient recipient = recipient(owner);
        Optional<String> own = dialable.get().parse(rosterNumbers.find(recipient));
        return own.isEmpty()
                ? Uni.createFrom().item(Answer.NO_OWN_NUMBER)
                : reachable(receipts, dialable.get())
                        .chain(receipt -> receipt.map(one -> store(ticket, one, recipient, own.get()))
                                .orElseGet(() -> Uni.createFrom().item(Answer.NO_REPORTER_NUMBER)));
    }

    /** The number of the reporter; empty when it may not be called, or was erased. */
    public Uni<Optional<String>> reporterNumber(OutboundCall call) {
        return call.matter() instanceof CallMatter.OfReporterCall(TicketNo ticket, ReceiptNo receipt)
                ? dialing.dialableNumbers()
                        .map(dialable -> phones.number(receipt).map(number -> number.flatMap(dialable::parse)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<ReceiptNo>> reachable(List<ReceiptNo> receipts, DialableNumbers dialable) {
        if (receipts.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        ReceiptNo first = receipts.getFirst();
        return phones.number(first)
                .chain(number -> number.flatMap(dialable::parse).isPresent()
                        ? Uni.createFrom().item(Optional.of(first))
                        : reachable(receipts.subList(1, receipts.size()), dialable));
    }

    private Uni<Answer> store(TicketNo ticket, ReceiptNo receipt, Recipient recipient, String number) {
        PlannedCall call = new PlannedCall(
                new CallMatter.OfReporterCall(ticket, receipt), recipient, "", number, Optional.empty());
        return store.plan(call, clock.instant()).replaceWith(Answer.CALLING);
    }

    private static Recipient recipient(Actor owner) {
        return owner.type() == Actor.Type.POST
                ? new Recipient.PostHolder(new PostId(owner.id()))
                : new Recipient.DepartmentContact(owner.id());
    }
}
