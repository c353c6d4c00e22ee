package lianhu.core.recording;

import java.time.LocalDate;
import lianhu.core.area.AreaCode;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;

class InMemoryRecordingAccessesTest extends RecordingAccessContract {
    private final InMemoryRecordingAccesses accesses = new InMemoryRecordingAccesses();
    private int tickets;

    @Override
    protected RecordingAccesses accesses() {
        return accesses;
    }

    @Override
    protected TicketNo file(AttachmentId recording) {
        return TicketNo.of(LocalDate.of(2026, 11, 20), new AreaCode("621099"), ++tickets);
    }

    @Override
    protected void merge(TicketNo ticket, TicketNo into) {
        accesses.merge(ticket, into);
    }

    @Override
    protected void erase(AttachmentId recording) {
        accesses.erase(recording);
    }
}
