package lianhu.adapters.county;

import java.util.List;
import lianhu.core.area.Area;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/**
 * Everything a county's folder says.
 *
 * @param areas the first import; then the database is the truth, as it is for posts and departments
 * @param warnings for the log: what is odd but stops nothing
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
