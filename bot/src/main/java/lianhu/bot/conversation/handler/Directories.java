package lianhu.bot.conversation.handler;

import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Departments;

/** Who and where, as the county has it in memory. */
public record Directories(
        Areas areas, PostDirectory posts, Departments departments, GroupBindings bindings, Catalogue catalogue) {}
