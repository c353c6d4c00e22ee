package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import lianhu.adapters.web.support.AttachmentResponses;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/**
 * The photos and recordings of a handler's page, under any link that opens its ticket. A recording is served only to who has said
 * why, and for as long as that reason opens it.
 */
@Singleton
public class WorkAttachmentResponses {
    private final WorkRecordings recordings;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;
    private final Hotline line;

    WorkAttachmentResponses(
            WorkRecordings recordings, AttachmentStore attachmentStore, HtmlResponses htmlResponses, Hotline line) {
        this.recordings = recordings;
        this.attachmentStore = attachmentStore;
        this.htmlResponses = htmlResponses;
        this.line = line;
    }

    /** @param range value of the header {@code Range}; {@code null} for the whole file */
    public Uni<Response> serve(WorkLink link, String no, String sha, @Nullable String range) {
        return withAttachment(
                no,
                sha,
                (ticket, attachment) -> recordings
                        .check(link, ticket, attachment)
                        .chain(access -> access == WorkRecordings.Access.OPEN
                                ? attachmentStore.find(attachment).map(found -> AttachmentResponses.of(found, range))
                                : refused(access, link, ticket, attachment)));
    }

    /** The holder says why, which opens the recording for half an hour. */
    public Uni<Response> hear(WorkLink link, String no, String sha, String reason) {
        return withAttachment(
                no,
                sha,
                (ticket, attachment) -> recordings
                        .open(link, ticket, attachment, reason)
                        .chain(access -> access == WorkRecordings.Access.OPEN
                                ? htmlResponses.redirect(link.path() + "/" + ticket + "#v" + attachment)
                                : refused(access, link, ticket, attachment)));
    }

    private Uni<Response> refused(
            WorkRecordings.Access access, WorkLink link, TicketNo ticket, AttachmentId attachment) {
        return access == WorkRecordings.Access.NEEDS_REASON
                ? htmlResponses.page(
                        403, WorkTemplates.hear(new HearView(link.path(), ticket.value(), attachment.sha256(), line)))
                : notFound();
    }

    private static Uni<Response> withAttachment(
            String no, String sha, BiFunction<TicketNo, AttachmentId, Uni<Response>> handler) {
        Optional<TicketNo> ticket = TicketNo.parse(no);
        Optional<AttachmentId> attachment = AttachmentResponses.parse(sha);
        return ticket.isEmpty() || attachment.isEmpty() ? notFound() : handler.apply(ticket.get(), attachment.get());
    }

    static Uni<Response> notFound() {
        return Uni.createFrom().item(AttachmentResponses.of(Optional.empty()));
    }
}
