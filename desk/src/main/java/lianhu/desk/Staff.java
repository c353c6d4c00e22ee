package lianhu.desk;

import lianhu.core.ticket.Actor;

/** Who sits at the desk. */
record Staff(Actor actor) {
    public String name() {
        return actor.name();
    }

    /** For the round sign in the corner. */
    public String initial() {
        return actor.name().substring(0, actor.name().offsetByCodePoints(0, 1));
    }
}
