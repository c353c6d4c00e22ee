package lianhu.core.speech;

import java.time.Instant;
import java.time.LocalDate;
import lianhu.core.area.AreaCode;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;

class InMemoryTranscriptsTest extends TranscriptStoreContract {
    private final InMemoryTranscripts transcripts = new InMemoryTranscripts();
    private int tickets;

    @Override
    protected TranscriptStore store() {
        return transcripts;
    }

    @Override
    protected TicketNo file(String words, AttachmentId attachment, Instant storedAt) {
        TicketNo no = TicketNo.of(LocalDate.of(2026, 11, 20), new AreaCode("621099"), ++tickets);
        transcripts.add(no, attachment, words, storedAt);
        return no;
    }

    @Override
    protected void writeDown(TicketNo ticket) {
        transcripts.writeDown(ticket);
    }

    @Override
    protected void erase(TicketNo ticket) {
        transcripts.erase(ticket);
    }
}
