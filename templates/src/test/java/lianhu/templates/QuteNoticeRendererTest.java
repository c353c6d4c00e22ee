package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Notice;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class QuteNoticeRendererTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

    /** A message that is cut off at its end still says where nobody answers. */
    @Test
    void aReminderBeginsWithThePlacesAndNamesTwentyAtMost() throws IOException {
        List<String> places = IntStream.rangeClosed(1, 34)
                .mapToObj(unit -> "上河村" + unit + "组（联户长老张）")
                .toList();

        String many = reminder(places);
        String few = reminder(places.subList(0, 20));

        assertTrue(many.startsWith("（一级一级都叫过了，还没有人应：上河村1组（联户长老张）、"), many);
        assertTrue(many.contains("上河村20组（联户长老张）等 34 处。"), many);
        assertFalse(many.contains("上河村21组"), many);
        assertTrue(many.endsWith("\n马上转移"), many);
        assertTrue(few.contains("、上河村20组（联户长老张）。"), few);
        assertEquals(2, many.lines().count());
    }

    private static String reminder(List<String> places) throws IOException {
        TextRenderer texts = new TextRenderer(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .build(),
                Map.of("broadcast-reminder", Files.readString(Path.of("notice/broadcast-reminder.txt"))));
        return new QuteNoticeRenderer(texts, () -> NOW, new CountyContact("", "", ""))
                .render(new Notice.BroadcastReminder("马上转移", places))
                .text();
    }

    @Test
    void theMorningDigestHasTheListOfTheReplyToDaiban() throws IOException {
        Ticket ticket = ticket();
        ReceiptNo receipt = new ReceiptNo("48271938");

        String text = morningDigest(new Notice.MorningDigest(
                6, 1, 2, List.of(new Notice.MorningDigest.Item(receipt, ticket, "村口路灯不亮")), 1, 3, "http://y/l", ""));

        assertEquals("""
                早上好。您手上没办结的有 6 件，过期了 1 件，今天到期 2 件。
                等您办的不止这些，先列 1 件：
                “村口路灯不亮”（4827 1938）：已经派下去，等签收，最迟明天（11月30日）17:30。
                等您办的封存件有 1 件，在封存件的页面看。
                您管的地方，过期没办结的有 3 件。
                都在这里看、在这里办：http://y/l""", text);
    }

    @Test
    void aLeaderReadsTheNumberAlone() throws IOException {
        assertEquals("您管的地方，过期没办结的有 3 件。", morningDigest(new Notice.MorningDigest(0, 0, 0, List.of(), 0, 3, "", "")));
    }

    private static Ticket ticket() {
        Instant due = Instant.parse("2026-11-30T17:30:00+08:00");
        Owner grid = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
        List<Change> changes = List.of(
                new Change.Received(new ReceiptNo("48271938"), Channel.PRIVATE),
                new Change.Triaged(
                        RequestKind.HELP,
                        "1101",
                        Urgency.NORMAL,
                        new AreaCode("621099101201001"),
                        Confidentiality.OPEN,
                        new RoutingDecision(grid, List.of(), "", List.of(), 1, "", List.of(), Optional.empty()),
                        due),
                new Change.Dispatched(grid, List.of(), due, false));
        return Ticket.replay(
                new TicketNo("GD20261121621099000376"),
                IntStream.range(0, changes.size())
                        .mapToObj(i -> new TicketEvent(
                                i + 1, NOW, Actor.GATEWAY, changes.get(i), "", List.of(), Optional.empty()))
                        .toList());
    }

    private static String morningDigest(Notice.MorningDigest digest) throws IOException {
        TextRenderer texts = new TextRenderer(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .build(),
                Map.of(
                        "morning-digest", Files.readString(Path.of("notice/morning-digest.txt")),
                        "tasks", Files.readString(Path.of("reply/tasks.txt"))));
        return new QuteNoticeRenderer(texts, () -> NOW, new CountyContact("", "", ""))
                .render(digest)
                .text();
    }

    @Test
    void eachKindOfConsultationSaysWhatIsAskedAndUntilWhen() throws IOException {
        assertEquals("""
                吹哨：“水管爆了”，请在明天（11月30日）17:30前到三组桥头报到。
                网格员小王说：带阀门来
                点这里报到：http://y/c
                工单：GD1""", consultation(called(ConsultationKind.WHISTLE, "三组桥头", "http://y/c")));
        assertEquals("""
                会商：“水管爆了”，请在明天（11月30日）17:30前说意见，到时间没说算没有意见。
                网格员小王说：带阀门来
                点这里回话：http://y/c
                工单：GD1""", consultation(called(ConsultationKind.MEETING, "", "http://y/c")));
        assertEquals("""
                调解：“水管爆了”，请在明天（11月30日）17:30前说什么时候、怎么调。
                网格员小王说：带阀门来
                工单：GD1""", consultation(called(ConsultationKind.MEDIATION, "", "")));
    }

    @Test
    void whoIsSilentIsNamedAndAMatterThatIsNotOpenIsNot() throws IOException {
        assertEquals(
                """
                吹哨到时间了：“水管爆了”
                应在明天（11月30日）17:30前到三组桥头报到，没有报到的：县水务局、县住建局
                看看：http://y/c
                工单：GD1""",
                consultation(overdue(ConsultationKind.WHISTLE, "水管爆了", "三组桥头", List.of("县水务局", "县住建局"), "http://y/c")));
        assertEquals("""
                调解到时间了：一件不公开的事
                应在明天（11月30日）17:30前回话，没有回话的：县水务局
                工单：GD1""", consultation(overdue(ConsultationKind.MEDIATION, "", "", List.of("县水务局"), "")));
        assertEquals("""
                会商都说了：“水管爆了”
                请定由谁主办、怎么办。
                看看：http://y/c
                工单：GD1""", consultation(overdue(ConsultationKind.MEETING, "水管爆了", "", List.of(), "http://y/c")));
    }

    private static Notice called(ConsultationKind kind, String place, String link) {
        return new Notice.OfConsultation.Called(
                new TicketNo("GD1"),
                kind,
                "水管爆了",
                place,
                "带阀门来",
                "网格员小王",
                Instant.parse("2026-11-30T17:30:00+08:00"),
                link);
    }

    private static Notice overdue(ConsultationKind kind, String title, String place, List<String> silent, String link) {
        return new Notice.OfConsultation.Overdue(
                new TicketNo("GD1"), kind, title, place, silent, Instant.parse("2026-11-30T17:30:00+08:00"), link);
    }

    private static String consultation(Notice notice) throws IOException {
        TextRenderer texts = new TextRenderer(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .build(),
                Map.of(
                        "consultation", Files.readString(Path.of("notice/consultation.txt")),
                        "consultation-overdue", Files.readString(Path.of("notice/consultation-overdue.txt"))));
        return new QuteNoticeRenderer(texts, () -> NOW, new CountyContact("", "", ""))
                .render(notice)
                .text();
    }
}
