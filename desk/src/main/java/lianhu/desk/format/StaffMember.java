package lianhu.desk.format;

import lianhu.core.broadcast.Broadcast;
import lianhu.core.ticket.Actor;

/**
 * Who sits at the desk.
 *
 * @param login tells one human being from another: two who share a log-in count as one
 */
public record StaffMember(Actor actor, String login) {
    public StaffMember(Actor actor) {
        this(actor, actor.id());
    }

    public Broadcast.Person person() {
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
