package lianhu.core.board;

import java.time.Instant;
import lianhu.core.ticket.Actor;

/** @param by the desk by its name; a reporter without number and name */
public record BoardRemoval(Actor by, Instant at) {}
