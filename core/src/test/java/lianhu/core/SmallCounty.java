package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.Topic;
import lianhu.core.deadline.DayBook;
import lianhu.core.deadline.Deadlines;
import lianhu.core.deadline.Span;
import lianhu.core.deadline.WorkingDays;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.reading.WordReading;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;
import lianhu.core.routing.Route;
import lianhu.core.routing.RuleBook;
import lianhu.core.routing.TownOfTests;

/** Everything that decides, for the small county of the tests; what keeps is handed in. */
public final class SmallCounty {
    public static final String GROUP = "group:wr-heads";
    /** A working day within office hours. */
    public static final Instant NOW = Instant.parse("2026-11-20T02:00:00.123456789Z");

    private static final Catalogue CATALOGUE = new Catalogue(
            List.of(
                    category("lamp", false, "GRID", "路灯"),
                    category("rubbish", true, "GRID", "垃圾"),
                    category("permit", false, "PLATFORM:bm", "办证")),
            List.of(),
            List.of(topic("着火", "着火了")),
            List.of(topic("举报", "举报")),
            List.of(),
            List.of(),
            "abc123");
    private static final Deadlines DEADLINES = new Deadlines(
            List.of(),
            new WorkingDays(
                    new DayBook(Map.<LocalDate, Boolean>of(), Set.of(2026)),
                    List.of(
                            new Span(LocalTime.of(8, 30), LocalTime.of(12, 0)),
                            new Span(LocalTime.of(14, 0), LocalTime.of(18, 0)))));
    private static final Bindings BINDINGS = new Bindings() {
        @Override
        public List<Binding> all() {
            return List.of(new Binding("wr-heads", "联户长群", TownOfTests.VILLAGE, Binding.Tier.INTERNAL, ""));
        }

        @Override
        public Uni<Code> issueCode(AreaCode area) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> unbind(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<Binding>> redeem(String code, String chat, String groupName) {
            throw new UnsupportedOperationException();
        }
    };
    public static final Echo ECHO = new Echo(TownOfTests.owners(), TownOfTests.departments(), BINDINGS, CATALOGUE);

    public static Intake intake(Filings filings) {
        return new Intake(
                new WordReading(CATALOGUE),
                new RuleBook(CATALOGUE, TownOfTests.owners(), TownOfTests.posts()),
                CATALOGUE,
                DEADLINES,
                TownOfTests.areas(),
                TownOfTests.posts(),
                filings);
    }

    public static Casework casework(Tickets tickets, java.time.InstantSource clock) {
        return new Casework(tickets, TownOfTests.owners(), CATALOGUE, DEADLINES, ECHO, clock);
    }

    /** Said in the heads' group by one of them, for a neighbour. */
    public static Report report(String sourceId, String words) {
        return report(sourceId, GROUP, words);
    }

    public static Report report(String sourceId, String conversation, String words) {
        return new Report(
                new Source("test", "T1", sourceId),
                conversation.startsWith("group:") ? Channel.GROUP : Channel.WEB,
                conversation,
                TownOfTests.UNIT,
                new Speaker("", "李大爷", ""),
                Optional.of(new Speaker("zhou.shen", "周婶", "13800000001")),
                words,
                List.of(),
                NOW,
                NOW);
    }

    /** Of a broken lamp. */
    public static Route route() {
        return intake(filing -> Uni.createFrom().nothing())
                .file(report("route", "路灯坏了"))
                .decision()
                .route();
    }

    private static Category category(String code, boolean isUnitFirst, String lead, String... words) {
        return new Category(code, code, "", Kind.HELP, List.of(words), Lead.of(lead), isUnitFirst, true, "");
    }

    private static Topic topic(String name, String word) {
        return new Topic(name, List.of(word), List.of(), Lead.DESK, "119", false);
    }

    private SmallCounty() {}
}
