package lianhu.adapters.web.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lianhu.adapters.web.report.ReceiptView;
import lianhu.adapters.web.unit.UnitView;
import lianhu.adapters.web.unit.UnitView.RelayForm;

/** The page of a unit head in every state. */
final class UnitPageSamples {
    /** @param got the receipt of a relayed report */
    static Map<String, String> all(ReceiptView got) {
        PageTemplatesFixture pages = new PageTemplatesFixture();
        Map<String, String> all = new LinkedHashMap<>();
        UnitView.Work unit = unit();
        RelayForm blankRelay = RelayForm.draft("", "", false, "k1234567");
        PageMessage passed = new PageMessage("转给网格了，最迟的日子不变。", false);
        all.put("unit", renderUnit(unit, "a", blankRelay));
        all.put("unit-b", renderUnit(unit, "b", blankRelay));
        all.put("unit-c", pages.render("unit", new UnitView(unit, "c", blankRelay, passed)));
        all.put(
                "unit-asked",
                renderUnit(
                        unit,
                        "a",
                        RelayForm.question(
                                new UnitView.ReporterQuestion("桥头那边水管子漏了，淌了一路", "李婶", List.of(), "k1234567"))));
        all.put(
                "unit-got",
                renderUnit(
                        unit,
                        "a",
                        RelayForm.receipt(new UnitView.RelayedReceipt(
                                got,
                                "李婶",
                                "@李婶 “桥头水管漏水”收到了，已交给网格员小王，最迟周三（11月25日）答复。受理号 4827 1938，想问进度就说“到哪了”。",
                                7,
                                false))));
        all.put(
                "unit-quiet",
                renderUnit(
                        unit,
                        "a",
                        RelayForm.receipt(new UnitView.RelayedReceipt(
                                PageSamples.got("sealed", "", "周二（11月24日）", "", "", ""), "李婶", "", 0, true))));
        all.put("unit-busy", renderUnit(unit, "a", RelayForm.draft("李婶：桥头那边水管子漏了", "", true, "k1234567")));
        all.put("unit-none", renderUnit(quietUnit(List.of()), "b", blankRelay));
        all.put("unit-none-c", renderUnit(quietUnit(List.of()), "c", blankRelay));
        all.put(
                "unit-storm",
                renderUnit(
                        quietUnit(List.of(new UnitView.EmergencyCall(
                                "GD20261121621099000376", 3, "灶房起火了，人已出来", "云溪镇上河村一组", "今天 21:05", false))),
                        "a",
                        blankRelay));
        all.put(
                "unit-answered",
                renderUnit(
                        quietUnit(List.of(new UnitView.EmergencyCall(
                                "GD20261121621099000376", 4, "灶房起火了，人已出来", "云溪镇上河村一组", "今天 21:05", true))),
                        "a",
                        blankRelay));
        return all;
    }

    private static String renderUnit(UnitView.Work work, String tab, RelayForm form) {
        return new PageTemplatesFixture().render("unit", new UnitView(work, tab, form, PageMessage.NONE));
    }

    private static UnitView.Work unit() {
        return new UnitView.Work(
                "token",
                "云溪镇上河村一组",
                "老张",
                List.of(),
                List.of(new UnitView.FirstStep("GD20261121621099000376", 3, "垃圾点三天没清", "明天（11月24日）17:30", false)),
                List.of(
                        new UnitView.OpenTicket("村口路灯不亮", "在办", "q", "网格员小王", "最迟周三（11月25日）17:30"),
                        new UnitView.OpenTicket("桥头水管漏水", "刚交出去", "h", "镇水厂", "最迟明天（11月24日）10:42"),
                        new UnitView.OpenTicket("广播喇叭不响", "办好了", "", "网格员小王", "周一（11月23日）")),
                List.of(
                        new UnitView.RelayItem(7, "垃圾点清干净了（11月23日，网格员小王）。谢谢提醒的邻居。还不行，说“还不行”。", "今天 10:42"),
                        new UnitView.RelayItem(
                                8,
                                "@李婶 “桥头水管漏水”收到了，已交给镇水厂，最迟明天（11月24日）10:42 答复。受理号 5190 6642，想问进度就说“到哪了”。",
                                "今天 10:43")),
                "",
                false);
    }

    private static UnitView.Work quietUnit(List<UnitView.EmergencyCall> calls) {
        return new UnitView.Work("token", "云溪镇上河村一组", "老张", calls, List.of(), List.of(), List.of(), "", false);
    }

    private UnitPageSamples() {}
}
