package lianhu.desk.ticket;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketService;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.format.StaffMember;

/** Carries out an action of the desk as its form describes it. */
@Singleton
final class TicketActionExecutor {
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final AssigneeOptions assigneeOptions;
    private final AttachmentStore attachmentStore;
    private final Vertx vertx;

    TicketActionExecutor(
            TicketQueries ticketQueries,
            TicketService ticketService,
            AssigneeOptions assigneeOptions,
            AttachmentStore attachmentStore,
            Vertx vertx) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.assigneeOptions = assigneeOptions;
        this.attachmentStore = attachmentStore;
        this.vertx = vertx;
    }

    Uni<TicketService.Outcome> execute(
            ActionType type,
            TicketQueries.TicketDetails ticketDetails,
            ActionForm actionForm,
            StaffMember staffMember) {
        Ticket ticket = ticketDetails.ticket();
        Optional<Owner> to = assigneeOptions.find(ticket, actionForm.assignee(), ticketService.today());
        if (type == ActionType.DISPATCH && to.isEmpty() && actionForm.expectedVersion() == ticket.version()) {
            return reject("要写明派给谁", ticket, staffMember);
        }
        return mergeTarget(type, actionForm)
                .chain(into -> storeAttachments(actionForm).chain(attachments -> {
                    Action plain = Action.of(type, staffMember.actor())
                            .withWords(actionForm.text())
                            .withAttachments(attachments);
                    Action aimed = to.map(plain::to).orElse(plain);
                    Action joined = into.map(aimed::into).orElse(aimed);
                    return ticketService.act(
                            ticket.no(),
                            actionForm.expectedVersion(),
                            actionForm.isUnresolved() ? joined.unsolved() : joined);
                }))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(() -> reject("这个文件当不了照片，请换一张", ticket, staffMember));
    }

    /** The ticket that another is merged into, by a ticket number or a receipt number. */
    Uni<Optional<TicketQueries.TicketDetails>> findMergePartner(String number) {
        Optional<TicketNo> ticket = TicketNo.parse(number);
        if (ticket.isPresent()) {
            return ticketQueries.find(ticket.get(), Viewer.DESK);
        }
        return ReceiptNo.parse(number)
                .map(receipt -> ticketQueries.find(receipt, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<TicketService.Outcome> reject(String why, Ticket ticket, StaffMember staffMember) {
        return Uni.createFrom()
                .item(new TicketService.Outcome.Rejected(
                        why,
                        ticketService.allowedActions().of(ticket, staffMember.actor(), ticketService.now()),
                        ticket));
    }

    private Uni<Optional<TicketNo>> mergeTarget(ActionType type, ActionForm actionForm) {
        return type == ActionType.MERGE
                ? findMergePartner(actionForm.mergeNumber())
                        .map(found -> found.map(
                                ticketDetails -> ticketDetails.ticket().no()))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<List<AttachmentId>> storeAttachments(ActionForm actionForm) {
        return actionForm
                .attachment()
                .map(file -> vertx.fileSystem()
                        .readFile(file.toString())
                        .chain(bytes -> attachmentStore.store(bytes.getBytes()))
                        .map(List::of))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }
}
