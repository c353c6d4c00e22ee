package lianhu.adapters.web.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.web.support.PageSamples;
import lianhu.adapters.web.support.PageTemplatesFixture;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.board.BoardMatter;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class BoardPageModelTest {
    private static final County YUNXI =
            CountyFolder.at(Path.of("..", "counties", "yunxi")).read();
    private static final String UNIT = "621099101201001-L001";
    private static final Instant AT = Instant.parse("2026-11-21T01:00:00Z");

    private final BoardPageModel model = new BoardPageModel(
            new AreaTree(YUNXI.areas()),
            YUNXI.catalogue(),
            YUNXI::departments,
            new MatterToken(
                    new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII))));
    private final Area township = model.township("621099101").orElseThrow();

    @Test
    void anAnswerTellsCategoryVillageDayAndWhoByTitle() {
        // When
        BoardView.Row row = model.row(township, answered(OwnerType.UNIT, UNIT, true, "2026-11-24T01:00:00Z"));
        // Then
        assertEquals(new BoardView.Row("路灯不亮", "上河村", "11月21日", "办好了", "q", "联户长", "3 天", 0, ""), row);
    }

    @Test
    void whatCannotBeDoneIsSaidAndTheSameDayIsNoNumber() {
        BoardView.Row row =
                model.row(township, answered(OwnerType.GRID, "621099101201001", false, "2026-11-21T09:00:00Z"));
        assertEquals("现在办不了", row.state());
        assertEquals("当天", row.took());
        assertEquals("网格", row.answeredBy());
    }

    @Test
    void aDepartmentIsNamedAndATeamIsNot() {
        assertEquals("县住建局", answeredBy(OwnerType.DEPARTMENT, "housing"));
        assertEquals("责任单位", answeredBy(OwnerType.DEPARTMENT, "no-more"));
        assertEquals("责任单位", answeredBy(OwnerType.TEAM, "housing"));
        assertEquals("责任单位", answeredBy(OwnerType.VENDOR, "housing"));
    }

    /** Whatever owns it: no name of a holder, no unit, no grid, no number of a ticket or a house. */
    @Test
    void thePageHasNothingBelowTheVillageAndNoNames() {
        // Given
        List<BoardView.Row> answered = List.of(OwnerType.values()).stream()
                .map(type -> model.row(township, answered(type, UNIT, true, "2026-11-24T01:00:00Z")))
                .toList();
        BoardView.Row open = model.row(township, matter(OwnerType.UNIT, UNIT, Optional.empty()));
        // When
        String html =
                new PageTemplatesFixture().renderTemplate("web/board", PageSamples.board(List.of(open), answered));
        // Then
        assertTrue(html.contains("/me-too?m="), html);
        assertFalse(html.contains("L001") || html.contains("一组") || html.contains("第一网格"), html);
        assertFalse(html.contains("老张") || html.contains("小王") || html.contains("GD2026"), html);
        assertFalse(html.matches("(?s).*\\d+号(?!码).*"), html);
    }

    @Test
    void aTownshipHasABoardAndAnAwayGridHasNone() {
        assertEquals("621099101", model.township(UNIT).orElseThrow().code().value());
        assertTrue(model.township("621099").isEmpty());
        assertTrue(model.township("621099901").isEmpty());
        assertTrue(model.township("621099999").isEmpty());
        assertTrue(model.township("路灯").isEmpty());
        assertTrue(model.townships().stream().noneMatch(area -> area.code().isAway()));
        assertTrue(model.townships().size() > 1);
    }

    private String answeredBy(OwnerType type, String id) {
        return model.row(township, answered(type, id, true, "2026-11-24T01:00:00Z"))
                .answeredBy();
    }

    private static BoardMatter answered(OwnerType type, String id, boolean isSolved, String at) {
        return matter(type, id, Optional.of(new BoardMatter.Answer(Instant.parse(at), isSolved)));
    }

    private static BoardMatter matter(OwnerType type, String id, Optional<BoardMatter.Answer> answer) {
        return new BoardMatter(
                new TicketNo("GD20261121621099000376"), "1101", new AreaCode(UNIT), AT, type, id, answer, 0);
    }
}
