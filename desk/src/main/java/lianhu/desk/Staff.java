package lianhu.desk;

import lianhu.core.notice.Broadcast;
import lianhu.core.ticket.Actor;

/**
 * Who sits at the desk.
 *
 * @param login tells one human being from another: two who share a log-in count as one
 */
record Staff(Actor actor, String login) {
    Staff(Actor actor) {
        this(actor, actor.id());
    }

    Broadcast.Person person() {
        return new Broadcast.Person("desk:" + login, actor.name());
    }

    public String name() {
        return actor.name();
    }

    /** For the round sign in the corner. */
    public String initial() {
        return actor.name().substring(0, actor.name().offsetByCodePoints(0, 1));
    }
}
