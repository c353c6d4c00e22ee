package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.store.intake.EncryptedDraft;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.intake.TicketTitle;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;
import org.hibernate.reactive.mutiny.Mutiny;

/** The transcription of a voice message becomes the title of the ticket. */
final class TranscribedTitles {
    /** The n-grams are sent as text, because the client would encode an array parameter differently. */
    private static final String SAVE =
            "UPDATE ticket SET title = :title, title_ngrams = cast(cast(:ngrams as text) as int[])"
                    + " WHERE no = :no RETURNING no";

    static Uni<Void> save(Mutiny.Session session, List<TicketUpdate> ticketUpdates, ColumnEncryption columnEncryption) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (TicketUpdate ticketUpdate : ticketUpdates) {
            for (TicketEvent event : ticketUpdate.events()) {
                if (event.change() instanceof Change.Transcribed) {
                    String title =
                            TicketTitle.of(event.words(), ticketUpdate.after().isDrill());
                    String ngrams = ticketUpdate.after().isSealed()
                            ? "{}"
                            : EncryptedDraft.array(columnEncryption.ngrams(title));
                    Map<String, Object> parameters = Map.of(
                            "title", columnEncryption.title(title),
                            "ngrams", ngrams,
                            "no", ticketUpdate.after().no().value());
                    done = done.chain(
                            () -> NativeStatement.run(session, SAVE, parameters).replaceWithVoid());
                }
            }
        }
        return done;
    }

    private TranscribedTitles() {}
}
