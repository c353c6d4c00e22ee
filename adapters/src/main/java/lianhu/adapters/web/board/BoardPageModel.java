package lianhu.adapters.web.board;

import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.board.BoardMatter;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;

/** Puts matters into words for everybody. Pure. */
@Singleton
public class BoardPageModel {
    private final Areas areas;
    private final Catalogue catalogue;
    private final Departments departments;
    private final MatterToken matterToken;

    BoardPageModel(Areas areas, Catalogue catalogue, Departments departments, MatterToken matterToken) {
        this.areas = areas;
        this.catalogue = catalogue;
        this.departments = departments;
        this.matterToken = matterToken;
    }

    /** All townships, by code. A member in another city is no neighbour, so away grids have no board. */
    List<Area> townships() {
        return areas.all().stream()
                .filter(area ->
                        area.code().level() == Level.TOWNSHIP && !area.code().isAway())
                .sorted(Comparator.comparing(Area::code))
                .toList();
    }

    /** The township of a place or of a card; empty above a township, and for an unknown or an away one. */
    Optional<Area> township(String code) {
        return AreaCode.parse(code)
                .filter(place -> place.isAtOrBelow(Level.TOWNSHIP) && !place.isAway())
                .flatMap(place -> areas.find(place.ancestorAt(Level.TOWNSHIP)));
    }

    String name(Area township) {
        return areas.displayName(township.code());
    }

    BoardView.Row row(Area township, BoardMatter matter) {
        return new BoardView.Row(
                catalogue.category(matter.category()).map(Category::name).orElse("公共设施"),
                areas.nearest(matter.village()).map(Area::name).orElse(township.name()),
                ChineseTime.formatDate(matter.receivedAt()),
                state(matter),
                matter.answer().map(answer -> answer.isSolved() ? "q" : "h").orElse("l"),
                matter.answer().isPresent() ? answeredBy(matter) : "",
                matter.answer().map(answer -> took(matter, answer)).orElse(""),
                matter.others(),
                matter.answer().isPresent()
                        ? ""
                        : "/wall/" + township.code() + "/me-too?m=" + matterToken.encode(matter.no()));
    }

    private static String state(BoardMatter matter) {
        return matter.answer()
                .map(answer -> answer.isSolved() ? "办好了" : "现在办不了")
                .orElse("在办");
    }

    private static String took(BoardMatter matter, BoardMatter.Answer answer) {
        long days = ChronoUnit.DAYS.between(
                DeadlinePolicy.localDate(matter.receivedAt()), DeadlinePolicy.localDate(answer.at()));
        return days <= 0 ? "当天" : days + " 天";
    }

    /** A post by its title and not by its holder; a unit's head would also tell the unit. Teams are named after persons. */
    private String answeredBy(BoardMatter matter) {
        return switch (matter.ownerType()) {
            case UNIT -> "联户长";
            case GRID -> "网格";
            case VILLAGE -> "村（社区）";
            case TOWNSHIP -> "乡镇";
            case AWAY_GRID -> "域外网格";
            case DESK -> "受理台";
            case PLATFORM, CENTRE, DEPARTMENT ->
                departments.find(matter.ownerId()).map(Department::name).orElse("责任单位");
            case TEAM, VENDOR -> "责任单位";
        };
    }
}
