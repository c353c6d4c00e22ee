package lianhu.adapters.web.work;

import java.util.Optional;
import lianhu.core.query.Viewer;
import lianhu.core.roster.Post;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * What a valid link opens.
 *
 * @param path of the page, for instance {@code /work/l1.abc}; the pages of its tickets are below it
 * @param holder the post or department as it acts on tickets
 * @param viewer what the holder may see
 * @param ownerId of the tickets that the holder owns
 * @param expires after {@link WorkLinkTokens#TERM}
 * @param ticket the only ticket of the link; empty for all open tickets of the holder
 */
public record WorkLink(
        String path, Actor holder, Viewer viewer, String ownerId, boolean expires, Optional<TicketNo> ticket) {
    /** All open tickets of a post, as long as it has its holder. */
    public static WorkLink of(String path, Post post) {
        return new WorkLink(
                path,
                new Actor(Actor.Type.POST, post.id().value(), post.spoken()),
                Viewer.post(post.area()),
                post.area().value(),
                false,
                Optional.empty());
    }

    boolean covers(TicketNo no) {
        return ticket.map(no::equals).orElse(true);
    }
}
