package lianhu.adapters.chamber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageSamples;
import lianhu.adapters.web.support.PageTemplatesFixture;
import lianhu.adapters.web.work.WorkView;
import org.junit.jupiter.api.Test;

class ChamberPageTest {
    private static final Pattern INLINE = Pattern.compile("\\son[a-z]+\\s*=|\\sstyle\\s*=|<script>|<style|javascript:");
    private static final Hotline LINE = new Hotline("云溪县服务热线", "0000-6661200", true);
    private static final String COPY = "“进村路塌了一块”收到了，已交给石桥乡便民中心，最迟周五（11月27日）答复。受理号 8037 5516，想问进度就说“到哪了”。";

    private final PageTemplatesFixture pages = new PageTemplatesFixture();

    /** Kept under target/pages, to be looked at in a browser. */
    @Test
    void everyStateOfThePageIsWholeAndRunsNothingOfItsOwn() throws IOException {
        // When
        Map<String, String> all = all();
        // Then
        Path folder = Files.createDirectories(Path.of("target", "pages"));
        for (Map.Entry<String, String> page : all.entrySet()) {
            assertTrue(page.getValue().strip().endsWith("</html>"), page.getKey());
            assertFalse(INLINE.matcher(page.getValue()).find(), page.getKey());
            Files.writeString(folder.resolve("chamber-" + page.getKey() + ".html"), page.getValue());
        }
    }

    @Test
    void whatGoesPastTheChamberShowsTheConstantSentenceAndNothingElseOfIt() {
        // When
        String page = pages.renderTemplate("chamber/page", view().withQuietReply());
        // Then
        assertTrue(page.contains(ChamberView.QUIET));
        assertFalse(page.contains("受理号"));
    }

    @Test
    void wordsFromOutsideAreEscaped() {
        // Given
        String evil = "</textarea><script>alert(1)</script>\"'";
        ChamberView.Form form = new ChamberView.Form(
                evil, evil, evil, "HOME", evil, true, "k1234567", "", "", "", "", "", "", List.of(), false);
        // When
        String page = pages.renderTemplate("chamber/page", view().withForm(form));
        // Then
        assertFalse(page.contains("<script>alert"));
        assertEquals(1, page.split("</textarea>", -1).length - 1);
    }

    @Test
    void eachTicketOfTheGridHasTheActionsThatAreAllowedNow() {
        // Given
        WorkView.ListedTicket one = PageSamples.listed("租房押金退不回来");
        WorkView.ListedTicket accepted = new WorkView.ListedTicket(
                one.no(),
                one.title(),
                one.place(),
                false,
                one.state(),
                one.due(),
                4,
                List.of("RESULT", "RETURN"),
                false,
                "");
        // When
        String before = pages.renderTemplate("chamber/work", work(List.of(one)));
        String after = pages.renderTemplate("chamber/work", work(List.of(accepted)));
        // Then
        assertTrue(before.contains(">签收</button>") && before.contains(">退回</button>"), before);
        assertFalse(after.contains(">签收</button>"), after);
        assertTrue(after.contains("name=\"version\" value=\"4\"") && after.contains(">办结</button>"), after);
    }

    @Test
    void whoHoldsNoPostOfTheGridHasNoTabOfItsWork() {
        // Given
        ChamberView head = new ChamberView(
                "token",
                "杭州云溪商会网格",
                "钱老板",
                "a",
                view().form(),
                List.of(),
                false,
                List.of(),
                List.of(),
                "",
                LINE,
                false,
                false);
        // When
        String page = pages.renderTemplate("chamber/page", head);
        // Then
        assertFalse(page.contains("商会办的"), page);
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("form", pages.renderTemplate("chamber/page", view()));
        all.put("missing", pages.renderTemplate("chamber/page", view().withForm(missing())));
        all.put("got", pages.renderTemplate("chamber/page", view().withReceipt(got(false, "", ""))));
        all.put(
                "got-wage",
                pages.renderTemplate(
                        "chamber/page", view().withReceipt(got(true, "在杭州的这类事，当地有法定的渠道：杭州人社服务热线", "0571-12333"))));
        all.put("quiet", pages.renderTemplate("chamber/page", view().withQuietReply()));
        all.put("list", pages.renderTemplate("chamber/page", view().withTab("b")));
        all.put("work", pages.renderTemplate("chamber/work", work(List.of(PageSamples.listed("租房押金退不回来")))));
        all.put("work-none", pages.renderTemplate("chamber/work", work(List.of())));
        all.put("gone", pages.renderGone("chamber/gone", LINE));
        return all;
    }

    private static ChamberWorkView work(List<WorkView.ListedTicket> rows) {
        return new ChamberWorkView("token", "杭州云溪商会网格", "商会秘书小叶", PageSamples.work(Optional.empty(), rows));
    }

    private static ChamberView.ReceiptCard got(boolean isPrivate, String local, String tel) {
        return new ChamberView.ReceiptCard(
                "8037 5516",
                isPrivate ? "县劳动监察大队" : "石桥乡便民中心",
                "县工商联",
                "周五（11月27日）17:30",
                isPrivate,
                false,
                local,
                tel,
                "",
                COPY);
    }

    private static ChamberView.Form missing() {
        return new ChamberView.Form(
                "钱老板",
                "1540",
                "石桥",
                "HOME",
                "进村路塌了一块，车过不去",
                false,
                "k1234567",
                "",
                "",
                "“石桥”有不止一处，是哪一个？",
                "这不像一个电话号码。改一改，或者空着。",
                "要本人同意才能代报。问过了，就在这里打个勾。",
                "",
                List.of(new ChamberView.Choice("621099201", "石桥乡"), new ChamberView.Choice("621099201201", "石桥乡石桥村")),
                false);
    }

    private static ChamberView view() {
        return new ChamberView(
                "token",
                "杭州云溪商会网格",
                "商会秘书小叶",
                "a",
                new ChamberView.Form("", "", "", "", "", false, "k1234567", "", "", "", "", "", "", List.of(), false),
                List.of(),
                false,
                List.of(
                        new ChamberView.ReportRow(
                                "进村路塌了一块", "80375516", "8037 5516", "刚交出去", "h", "石桥乡便民中心 · 最迟周五（11月27日）17:30", COPY),
                        new ChamberView.ReportRow(
                                "租房押金退不回来", "80375524", "8037 5524", "有答复了", "", "县工商联 · 周二（11月24日）", COPY)),
                List.of("云溪镇上河村", "石桥乡石桥村"),
                "621099",
                LINE,
                false,
                true);
    }
}
