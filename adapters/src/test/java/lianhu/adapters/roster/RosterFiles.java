package lianhu.adapters.roster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Contact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;

/** The files of 云溪县 and edited copies of them. */
final class RosterFiles {
    static final County YUNXI =
            CountyFolder.at(Path.of("..", "counties", "yunxi")).read();
    static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    static final PostId HEAD = new PostId("621099101201001-L001.UNIT_HEAD.1");

    static Post post(PostId id) {
        return YUNXI.posts().stream()
                .filter(post -> post.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Post with(Post post, Contact contact) {
        return new Post(
                post.id(),
                post.area(),
                post.role(),
                post.title(),
                contact.name(),
                contact.phone(),
                contact.userId(),
                post.from(),
                post.until());
    }

    /** @param change returns the row, another one, or null to remove it */
    static County posts(County county, UnaryOperator<Post> change) {
        return copy(county, county.areas(), county.departments(), changed(county.posts(), change));
    }

    static County departments(County county, UnaryOperator<Department> change) {
        return copy(county, county.areas(), changed(county.departments(), change), county.posts());
    }

    /** Without an area, what is below it, and the posts there. */
    static County without(County county, AreaCode area) {
        return copy(
                county,
                county.areas().stream()
                        .filter(one -> !area.contains(one.code()))
                        .toList(),
                county.departments(),
                county.posts().stream()
                        .filter(post -> !area.contains(post.area()))
                        .toList());
    }

    static County plus(County county, Area area, Post post) {
        return copy(
                county,
                Stream.concat(county.areas().stream(), Stream.of(area)).toList(),
                county.departments(),
                Stream.concat(county.posts().stream(), Stream.of(post)).toList());
    }

    private static <T> List<T> changed(List<T> rows, UnaryOperator<T> change) {
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(change.apply(row)).stream())
                .toList();
    }

    private static County copy(County county, List<Area> areas, List<Department> departments, List<Post> posts) {
        return new County(
                county.profile(),
                areas,
                posts,
                departments,
                county.catalogue(),
                county.deadlines(),
                county.cityHotlines(),
                county.demo(),
                county.warnings());
    }

    private RosterFiles() {}
}
