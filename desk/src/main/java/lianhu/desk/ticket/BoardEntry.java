package lianhu.desk.ticket;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.board.BoardPolicy;
import lianhu.core.board.BoardRemoval;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/**
 * What the page of a ticket says of the public board.
 *
 * @param isShown whether the board lists it in one of its states
 * @param removed who took it off, and when; empty for nobody
 */
public record BoardEntry(boolean isShown, String removed) {
    public static final BoardEntry NONE = new BoardEntry(false, "");

    static BoardEntry of(Ticket ticket, BoardPolicy boardPolicy, Optional<BoardRemoval> removal, Instant now) {
        return new BoardEntry(
                boardPolicy.concerns(ticket) && removal.isEmpty(),
                removal.map(taken -> name(taken.by()) + "，" + ChineseTime.formatPast(taken.at(), now))
                        .orElse(""));
    }

    private static String name(Actor by) {
        return by.type() == Actor.Type.REPORTER ? "报事人" : by.name();
    }
}
