package lianhu.desk.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.query.TicketQueries;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.desk.PageRenderHarness;
import org.junit.jupiter.api.Test;

class DemoPageTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");

    @Test
    void theFirstPageHasThreePhonesTheDeskAndThreeCountersAndSaysThatItIsADemonstration() {
        // Given
        DemoPageModel.View view = new DemoPageModel.View(
                "621099",
                "云溪县",
                "云",
                "http://127.0.0.1:8090",
                Optional.of(new DemoPageModel.DemoPersonas(
                        UNIT.value(),
                        "云溪镇上河村一组",
                        new GroupBinding("plain-1", "上河一组群", UNIT, GroupBinding.Tier.PLAIN, ""),
                        new GroupBinding(
                                "wrSHANGHE0001",
                                "上河村联户长群",
                                new AreaCode("621099101201"),
                                GroupBinding.Tier.INTERNAL,
                                "secret-key"),
                        post("UNIT_HEAD", Role.UNIT_HEAD, "老张", "zhang.yongfu"),
                        post("KEEPER", Role.KEEPER, "小王", "wang.xiao"),
                        "/unit/token",
                        "https://work.weixin.qq.com/kfid/kfc1?scene_param=u%3A1")),
                Optional.of(new GroupBinding(
                        "away", "杭州云溪商会群", new AreaCode("621099901001001"), GroupBinding.Tier.CUSTOMER, "")),
                Optional.of(new DemoPageModel.ChamberContactLink("杭州云溪商会网格", "孙会长", "/chamber/token")),
                PageRenderHarness.tickets().items().stream()
                        .map(PageRenderHarness.summaryRow()::of)
                        .toList(),
                new TicketQueries.Totals(37, 37, 30, 1, 6));
        // When
        String page =
                PageRenderHarness.pages().render("first", view, "").await().indefinitely();
        PageRenderHarness.keep("first", page);
        // Then
        assertTrue(page.contains("演示，不可上线"));
        assertEquals(3, page.split("class=\"ph\"", -1).length - 1, "phones");
        assertTrue(page.contains(
                "data-heard=\"37\" data-received=\"37\" data-answered=\"30\" data-waiting=\"1\" data-working=\"6\""));
        assertTrue(page.contains("data-simulator=\"http://127.0.0.1:8090\""));
        assertTrue(page.contains("data-chat=\"https://work.weixin.qq.com/kfid/kfc1?scene_param=u%3A1\""));
        assertTrue(page.contains("data-contact=\"/chamber/token\""));
        assertTrue(page.contains("灶房起火"));
        assertTrue(!page.contains("secret-key") && !page.contains("15400001469"), "no key, no number of a person");
    }

    @Test
    void withoutAUnitThatCanPlayThePageSaysWhatIsMissing() {
        // Given
        DemoPageModel.View view = new DemoPageModel.View(
                "621099",
                "某县",
                "某",
                "http://127.0.0.1:8090",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TicketQueries.Totals(0, 0, 0, 0, 0));
        // When
        String page =
                PageRenderHarness.pages().render("first", view, "").await().indefinitely();
        // Then
        assertTrue(page.contains("没有可以演示的联户单元"));
        assertTrue(page.contains("还没有事"));
    }

    private static Post post(String id, Role role, String person, String userId) {
        return new Post(
                new PostId(id), UNIT, role, person, "15400001469", userId, LocalDate.of(2026, 1, 1), Optional.empty());
    }
}
