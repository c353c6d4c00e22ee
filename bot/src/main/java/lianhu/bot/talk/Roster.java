package lianhu.bot.talk;

import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.notice.Bindings;
import lianhu.core.people.Posts;
import lianhu.core.routing.Departments;

/** Who and where, as the county has it in memory. */
public record Roster(Areas areas, Posts posts, Departments departments, Bindings bindings, Catalogue catalogue) {}
