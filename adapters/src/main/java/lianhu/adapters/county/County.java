package lianhu.adapters.county;

import java.util.List;
import lianhu.core.area.Area;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/**
 * The contents of a county's folder.
 *
 * @param areas the first import; afterwards the database is authoritative, as for posts and departments, and the command
 *     {@code roster} brings changes of the files into it
 * @param warnings for the log: unusual entries that do not stop the start
 */
public record County(
        CountyProfile profile,
        List<Area> areas,
        List<Post> posts,
        List<Department> departments,
        Catalogue catalogue,
        DeadlinePolicy deadlines,
        List<CityHotline> cityHotlines,
        DemoData demo,
        List<String> warnings) {}
