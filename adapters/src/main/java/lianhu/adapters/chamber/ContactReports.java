package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import java.util.List;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.roster.Post;

/** What a contact told for members, newest first: never what another did, and nothing that is sealed or about her own chain. */
interface ContactReports {
    Uni<List<OwnTicket>> findByContact(Post contact);
}
