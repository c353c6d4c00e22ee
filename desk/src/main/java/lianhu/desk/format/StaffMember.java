package lianhu.desk.format;

import lianhu.core.broadcast.Broadcast;
import lianhu.core.ticket.Actor;

/**
 * A member of staff who is logged in.
 *
 * @param login identifies the person: two who share a login count as one
 */
public record StaffMember(Actor actor, String login) {
    /** The login that exists from the start. */
    public static final String SHARED = "desk";

    public StaffMember(Actor actor) {
        this(actor, actor.id());
    }

    public Broadcast.Person person() {
        return new Broadcast.Person("desk:" + login, actor.name());
    }

    public String name() {
        return actor.name();
    }

    /** Whether this is the login that everybody at the desk may share. */
    public boolean isShared() {
        return login.equals(SHARED);
    }

    /** The first character of the name, for the badge in the corner. */
    public String initial() {
        return actor.name().substring(0, actor.name().offsetByCodePoints(0, 1));
    }
}
