package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;

/** Which attachments the holder of a link may have now. Photos need no reason; each hearing of a recording is stored first. */
@Singleton
class WorkRecordings {
    /** What the holder may do with an attachment. */
    enum Access {
        OPEN,
        NEEDS_REASON,
        /** It does not exist, or is not on the page of the ticket. */
        HIDDEN
    }

    private final WorkPageModel pageModel;
    private final RecordingAccesses accesses;
    private final InstantSource clock;

    WorkRecordings(WorkPageModel pageModel, RecordingAccesses accesses, InstantSource clock) {
        this.pageModel = pageModel;
        this.accesses = accesses;
        this.clock = clock;
    }

    Uni<Access> check(WorkLink link, TicketNo no, AttachmentId attachment) {
        return pageModel.showsAttachment(link, no, attachment).chain(isShown -> {
            if (!isShown || !attachment.isVoice()) {
                return Uni.createFrom().item(isShown ? Access.OPEN : Access.HIDDEN);
            }
            return accesses.findOpen(no, link.holder(), clock.instant())
                    .map(open -> open.contains(attachment) ? Access.OPEN : Access.NEEDS_REASON);
        });
    }

    /** @param reason name of one that the page offers */
    Uni<Access> open(WorkLink link, TicketNo no, AttachmentId attachment, String reason) {
        return pageModel
                .showsAttachment(link, no, attachment)
                .chain(isShown -> isShown && attachment.isVoice()
                        ? RecordingAccess.request(no, attachment, link.holder(), reason, "", clock.instant())
                                .map(this::store)
                                .orElseGet(() -> Uni.createFrom().item(Access.NEEDS_REASON))
                        : Uni.createFrom().item(Access.HIDDEN));
    }

    private Uni<Access> store(RecordingAccess access) {
        return accesses.store(access).map(isStored -> isStored ? Access.OPEN : Access.HIDDEN);
    }
}
