package lianhu.bot.talk;

import java.util.List;
import java.util.Optional;
import lianhu.core.Worklist;
import lianhu.core.ticket.EventType;

/**
 * Which matter a wish is about.
 *
 * @param own all that come into question, newest first
 * @param meant the one that was named, or that this very message changed before
 * @param before how it changed it then
 */
record Choice(List<Worklist.Own> own, Optional<Worklist.Own> meant, Optional<EventType> before) {}
