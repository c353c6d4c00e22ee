package lianhu.core.board;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.ticket.TicketNo;

/**
 * A matter on the public board. It has no title, no words, no person, and no place below the village.
 *
 * @param village the village of the report; the township where the report named no village
 * @param ownerId with {@code ownerType} the body that has the ticket; never the name of a holder
 * @param answer empty while it is worked on
 * @param others households that reported the same, without the first
 */
public record BoardMatter(
        TicketNo no,
        String category,
        AreaCode village,
        Instant receivedAt,
        OwnerType ownerType,
        String ownerId,
        Optional<Answer> answer,
        int others) {

    public BoardMatter {
        village = village.isAtOrBelow(Level.VILLAGE) ? village.ancestorAt(Level.VILLAGE) : village;
    }

    /** @param isSolved false says that it cannot be done */
    public record Answer(Instant at, boolean isSolved) {}
}
