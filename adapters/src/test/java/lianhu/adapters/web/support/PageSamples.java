package lianhu.adapters.web.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.web.board.BoardListView;
import lianhu.adapters.web.board.BoardView;
import lianhu.adapters.web.board.MeTooView;
import lianhu.adapters.web.card.CardView;
import lianhu.adapters.web.report.PlacesView;
import lianhu.adapters.web.report.ReceiptView;
import lianhu.adapters.web.report.ReportPlace;
import lianhu.adapters.web.report.ReportView;
import lianhu.adapters.web.sealed.SealedView;
import lianhu.adapters.web.track.LookupView;
import lianhu.adapters.web.track.TrackView;
import lianhu.adapters.web.track.TrackView.TimelineStep;
import lianhu.adapters.web.work.HearView;
import lianhu.adapters.web.work.WorkView;
import lianhu.core.area.AreaCode;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.VoiceAttachment;
import lianhu.core.speech.TranscriptLine;

/** Every page in every state, filled with invented people. */
public final class PageSamples {
    public static final Hotline LINE = new Hotline("云溪县服务热线", "0000-6661200", true);
    private static final String UNIT = "621099101201001-L001";
    private static final ReportPlace PLACE =
            new ReportPlace(UNIT, new AreaCode(UNIT), "上河村一组", "云溪县 云溪镇 上河村", "", "621099101201");

    static Map<String, String> all() {
        PageTemplatesFixture pages = new PageTemplatesFixture();
        Map<String, String> all = new LinkedHashMap<>();
        ReportView.Input blank = new ReportView.Input("", "", "", "k1234567");
        all.put("report", pages.render("report", report(blank, ReportView.Errors.NONE)));
        all.put(
                "report-empty",
                pages.render(
                        "report",
                        report(
                                blank,
                                new ReportView.Errors(
                                        ReportForm.EMPTY, "有一张照片打不开，请换一张。", PhoneNumberParser.INVALID, false, ""))));
        all.put(
                "report-busy",
                pages.render(
                        "report",
                        report(new ReportView.Input("村口路灯坏了三天了", "李婶", "15400002617", "k"), ReportView.Errors.BUSY)));
        all.put(
                "report-slow",
                pages.render(
                        "report",
                        report(
                                new ReportView.Input("村口路灯坏了三天了", "李婶", "15400002617", "k"),
                                ReportView.Errors.tooMany("12 秒"))));
        all.put("slow", pages.renderSlow("12 秒", LINE));
        all.put(
                "report-near",
                pages.render(
                        "report",
                        new ReportView(
                                new ReportPlace(
                                        UNIT,
                                        new AreaCode(UNIT),
                                        "上河村",
                                        "云溪县 云溪镇",
                                        "这张卡上的组找不到了，先记在云溪镇上河村。事情一样有人办。",
                                        "621099101"),
                                blank,
                                ReportView.Errors.NONE,
                                "https://work.weixin.qq.com/kfid/kfc1",
                                LINE)));
        all.put("replaced", pages.render("replaced", "", LINE));
        all.put(
                "places",
                pages.render(
                        "places",
                        new PlacesView(
                                "云溪镇上河村",
                                "621099101201",
                                "621099101",
                                List.of(
                                        new PlacesView.Choice("上河村一组", "/report/" + UNIT),
                                        new PlacesView.Choice("上河村二组", "/report/" + UNIT)),
                                "/wall/621099101",
                                LINE)));
        all.put("boards", pages.render("boards", boards(true)));
        all.put("boards-none", pages.render("boards", boards(false)));
        all.put("board", pages.render("board", board(List.of(BOARD_OPEN), List.of(BOARD_ANSWERED))));
        all.put("board-empty", pages.render("board", board(List.of(), List.of())));
        all.put("metoo", pages.render("metoo", metoo("", "", true)));
        all.put("metoo-error", pages.render("metoo", metoo("", PhoneNumberParser.INVALID, false)));
        all.put("metoo-mine", pages.render("metoo", metoo("48271938", "", true)));
        all.put(
                "report-board",
                pages.render("report", report(blank, ReportView.Errors.NONE).withBoard("/wall/621099101")));
        ReceiptView got = got("open", "网格员小王", "周三（11月25日）17:30", "", "", "154****2617");
        all.put("got", pages.render("got", got));
        all.put("got-desk", pages.render("got", got("open", "", "今天 17:30", "", "", "")));
        all.put("got-sealed", pages.render("got", got("sealed", "", "周二（11月24日）", "", "", "")));
        all.put(
                "got-fire",
                pages.render(
                        "got",
                        got(
                                "fire",
                                "网格员小王",
                                "今天 11:40",
                                "人先离开，马上打119；有人受伤打120。我是登记助手，不能替您报警。还在叫：网格员小王、县值班室。",
                                "119",
                                "")));
        all.put(
                "got-danger",
                pages.render("got", got("danger", "县值班室", "今天 11:40", "您现在安全吗？有危险打110，不方便说话可发短信12110。", "", "")));
        all.put("ask", pages.render("ask", new LookupView("", false, false, LINE)));
        all.put("ask-empty", pages.render("ask", new LookupView("", true, false, LINE)));
        all.put("revoked", pages.render("revoked", "", LINE));
        all.put("ask-none", pages.render("ask", new LookupView("48271930", false, true, LINE)));
        all.put("locked", pages.render("locked", "明天（11月24日）10:42", LINE));
        TrackView work = track("working", "现在", "网格员小王在办", List.of(), List.of(), false);
        all.put("track", pages.render("track", work));
        SealedView.SealedRow row =
                new SealedView.SealedRow("GD20261121621099000376", 3, "今天 9:12", "等您决定是否受理", "周二（11月24日）17:30");
        List<SealedView.HandOnTarget> others = List.of(new SealedView.HandOnTarget("leader", "县主要领导指定的专人"));
        all.put(
                "sealed",
                pages.render(
                        "sealed",
                        new SealedView(
                                "t", "县纪检室", List.of(row), Optional.empty(), others, "k1234567", PageMessage.NONE)));
        all.put(
                "sealed-none",
                pages.render(
                        "sealed",
                        new SealedView(
                                "t",
                                "县纪检室",
                                List.of(),
                                Optional.empty(),
                                others,
                                "k1234567",
                                PageMessage.rejected("没有这一件，或者已经交出去了。"))));
        all.put(
                "sealed-opened",
                pages.render(
                        "sealed",
                        new SealedView(
                                "t",
                                "县纪检室",
                                List.of(),
                                Optional.of(new SealedView.OpenedTicket(row, "", List.of("举报有人套取补助"), 1, true, true)),
                                others,
                                "k1234567",
                                PageMessage.NONE)));
        all.put(
                "track-wrong",
                pages.render(
                        "track", track("working", "现在", "网格员小王在办", List.of(), List.of(), false, PageMessage.NONE, 3)));
        all.put(
                "track-opened",
                pages.render(
                        "track",
                        track(
                                "working",
                                "现在",
                                "网格员小王在办",
                                List.of("add", "withdraw"),
                                List.of("村口路灯坏了三天了，娃晚上放学看不见路。"),
                                true,
                                PageMessage.rejected("这件事刚刚有了变化，现在不能这样做。下面是它现在的样子。"),
                                0)));
        all.put(
                "track-done",
                pages.render(
                        "track",
                        track(
                                "done",
                                "周二（11月24日）办好了",
                                "换了灯头，晚上亮了",
                                List.of("content", "again", "add"),
                                List.of("村口路灯坏了三天了"),
                                true)));
        all.put(
                "track-closed",
                pages.render(
                        "track",
                        track(
                                "done",
                                "周二（11月24日）办好了",
                                "换了灯头，晚上亮了",
                                List.of("rate", "again"),
                                List.of("村口路灯坏了三天了"),
                                true)));
        all.put(
                "track-cannot",
                pages.render(
                        "track",
                        track(
                                "cannot",
                                "周三（11月25日）答复",
                                "这段路明年三月改建，改建前不再装新灯",
                                List.of("content", "again"),
                                List.of(),
                                true)));
        all.put("away", pages.render("away", "", LINE));
        all.put("gone", pages.render("gone", "", LINE));
        all.putAll(UnitPageSamples.all(got));
        all.put("work", pages.render("work", work("村口路灯不亮", "村口路灯不亮，三天了")));
        all.put("work-list", pages.render("work", work(Optional.empty(), List.of(listed("村口路灯不亮"), listed("桥头水管漏水")))));
        all.put("work-none", pages.render("work", work(Optional.empty(), List.of())));
        all.put(
                "hear",
                pages.render(
                        "hear", new HearView("/work/token", "GD20261121621099000376", "b".repeat(64) + ".amr", LINE)));
        all.put("ended", pages.render("ended", "", LINE));
        all.put(
                "card",
                pages.render(
                        "card",
                        new CardView(
                                UNIT,
                                "云溪县 云溪镇 上河村",
                                "上河村一组",
                                "张永福",
                                "周桂兰",
                                "http://localhost/report/" + UNIT,
                                "",
                                LINE)));
        all.put(
                "card-chat",
                pages.render(
                        "card",
                        new CardView(
                                UNIT,
                                "云溪县 云溪镇 上河村",
                                "上河村一组",
                                "张永福",
                                "",
                                "http://localhost/report/" + UNIT,
                                "https://work.weixin.qq.com/kfid/kfc1",
                                LINE)));
        return all;
    }

    private static final BoardView.Row BOARD_OPEN =
            new BoardView.Row("路灯不亮", "上河村", "11月21日", "在办", "l", "", "", 3, "/wall/621099101/me-too?m=abc");

    private static final BoardView.Row BOARD_ANSWERED =
            new BoardView.Row("乡村道路坏了", "上河村", "11月2日", "办好了", "q", "云溪镇便民中心", "3 天", 0, "");

    private static BoardListView boards(boolean isOn) {
        return new BoardListView(
                "云溪县", isOn ? List.of(new BoardListView.Township("云溪镇", "/wall/621099101")) : List.of(), LINE);
    }

    public static BoardView board(List<BoardView.Row> open, List<BoardView.Row> answered) {
        return new BoardView(
                "621099101",
                "云溪镇",
                90,
                new BoardView.Section(open, "", "/wall/621099101?page=1&open=2"),
                new BoardView.Section(answered, "/wall/621099101?open=1&page=1", ""),
                LINE);
    }

    private static MeTooView metoo(String mine, String error, boolean isSmsOn) {
        return new MeTooView("621099101", "abc", BOARD_OPEN, "", "k1234567", mine, error, isSmsOn, LINE);
    }

    static ReportView report(ReportView.Input input, ReportView.Errors errors) {
        return new ReportView(PLACE, input, errors, "", LINE);
    }

    static ReceiptView got(String kind, String owner, String due, String advice, String number, String phone) {
        return new ReceiptView(
                UNIT, "48271938", "4827 1938", kind, "村口路灯不亮", owner, due, advice, number, phone, LINE, false);
    }

    static TrackView track(
            String tone, String before, String head, List<String> may, List<String> words, boolean isOpened) {
        return track(tone, before, head, may, words, isOpened, PageMessage.NONE, 0);
    }

    static TrackView track(
            String tone,
            String before,
            String head,
            List<String> may,
            List<String> words,
            boolean isOpened,
            PageMessage message,
            int triesLeft) {
        boolean isDone = tone.equals("done") || tone.equals("cannot");
        return new TrackView(
                new TrackView.Heading("48271938", "4827 1938", "村口路灯不亮", "云溪镇上河村一组", ""),
                new TrackView.Progress(tone, before, head, "", isDone ? "" : "周三（11月25日）17:30", isDone ? "" : "还有 2 天"),
                List.of(
                        new TimelineStep("on", "收到了", "周六 11月21日 9:00"),
                        new TimelineStep("on", "交给了网格员小王", "周六 11月21日 9:00"),
                        new TimelineStep("cur", "开始办了", "周一 11月23日 10:15"),
                        new TimelineStep("next", "办好告诉您", "结果放在这里，随时来看")),
                new TrackView.Details(isOpened, "", words, List.of(), List.of(), may),
                message,
                triesLeft,
                "k1234567",
                LINE);
    }

    static WorkView work(String title, String words) {
        return work(
                Optional.of(new WorkView.OpenedTicket(
                        listed(title),
                        "",
                        true,
                        "4827 1938、5190 6642",
                        1,
                        List.of(
                                new WorkView.Said(
                                        "周六 11月21日 9:00", "报的", false, words, List.of("a".repeat(64)), List.of()),
                                new WorkView.Said("周一 11月23日 10:15", "催办", true, "咋还没修", List.of(), List.of()),
                                new WorkView.Said(
                                        "周一 11月23日 10:16",
                                        "补充",
                                        false,
                                        "",
                                        List.of(),
                                        List.of(
                                                new VoiceAttachment("b".repeat(64) + ".amr", "amr"),
                                                new VoiceAttachment("c".repeat(64) + ".mp3", "mp3"),
                                                new VoiceAttachment("d".repeat(64) + ".silk", "silk")))),
                        Map.of(
                                "b".repeat(64) + ".amr",
                                new TranscriptLine(words, "82", false),
                                "c".repeat(64) + ".mp3",
                                new TranscriptLine("", "", false),
                                "d".repeat(64) + ".silk",
                                new TranscriptLine("", "", true)),
                        Set.of("b".repeat(64) + ".amr"))),
                List.of());
    }

    public static WorkView work(Optional<WorkView.OpenedTicket> opened, List<WorkView.ListedTicket> rows) {
        return new WorkView(
                "/work/token",
                true,
                "网格员小王",
                true,
                opened,
                rows,
                "next",
                false,
                "k1234567",
                new PageMessage("签收了。", false),
                LINE);
    }

    public static WorkView.ListedTicket listed(String title) {
        return new WorkView.ListedTicket(
                "GD20261121621099000376",
                title,
                "云溪镇上河村一组",
                true,
                "网格员小王在办",
                "周三（11月25日）17:30",
                3,
                List.of("ACCEPT", "RESULT", "EXTEND", "ASK", "RESUME", "REPLY", "RETURN", "ACKNOWLEDGE"),
                true,
                "周三（11月25日）17:30");
    }

    private PageSamples() {}
}
