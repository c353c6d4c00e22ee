package lianhu.bot.talk;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.Tally;
import lianhu.core.Casework;
import lianhu.core.Echo;
import lianhu.core.Intake;
import lianhu.core.MemoryFilings;
import lianhu.core.MemoryLateMedia;
import lianhu.core.MemoryTickets;
import lianhu.core.Reports;
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
import lianhu.core.reading.Reading;
import lianhu.core.reading.WordReading;
import lianhu.core.report.Channel;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Source;
import lianhu.core.routing.RuleBook;
import lianhu.core.routing.TownOfTests;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.CountyVoice;
import lianhu.templates.QuteWording;
import lianhu.templates.SpokenDay;
import lianhu.templates.Texts;

/** A small county with a heads' group, to talk to. The clock goes on a second with every word. */
public final class Town {
    public static final String CHAT = "wr-heads";
    public static final String UNBOUND = "wr-unbound";
    public static final String HEAD = "zhou.shen";
    public static final String KEEPER = "wang.xiao";
    public static final String ROBOT = "联户小助手";
    /** A working day within office hours. */
    public static final Instant START = Instant.parse("2026-11-20T02:00:00Z");

    static final Catalogue CATALOGUE = new Catalogue(
            List.of(
                    category("lamp", true, "GRID", "路灯", "不亮"),
                    category("rubbish", true, "GRID", "垃圾"),
                    category("cover", true, "GRID", "井盖"),
                    category("other", true, "DESK", "别的事")),
            List.of(),
            List.of(
                    topic("着火", List.of("着火了", "冒烟了"), List.of("上火了", "着火了怎么办"), "119", false),
                    topic("家庭暴力", List.of("老公打我"), List.of(), "110", true)),
            List.of(topic("举报", List.of("举报", "收钱"), List.of("举报电话"), "", false)),
            List.of(topic("欠薪", List.of("工资"), List.of(), "", false)),
            List.of(topic("法院裁判和执行", List.of("不服判决"), List.of(), "可以向上一级法院上诉。", false)),
            "abc123");

    static final Reading READING = new WordReading(CATALOGUE);

    public Instant now = START;
    public final MemoryTickets tickets = new MemoryTickets(() -> now);
    private final Echo echo = new Echo(TownOfTests.owners(), TownOfTests.departments(), bindings(), CATALOGUE);
    public final TownBook book = new TownBook(new MemoryFilings(tickets, echo), tickets);
    public final Map<Picture, PhotoId> photos = new HashMap<>();
    public final List<String> counted = new ArrayList<>();
    public final MemoryMemo memo = new MemoryMemo(() -> now, 100);
    private final List<Binding> bound =
            new ArrayList<>(List.of(new Binding(CHAT, "联户长群", TownOfTests.VILLAGE, Binding.Tier.INTERNAL, "")));
    private final Map<String, AreaCode> codes = new HashMap<>(Map.of("K7Q-3PD", TownOfTests.VILLAGE));
    public final MemoryLateMedia late = new MemoryLateMedia(() -> now, this::filedAs);
    public final List<String> asides = new ArrayList<>();
    public final FetchLate fetchLate;
    public final Dialogue dialogue;
    public final Reports road;
    private int messages;

    public Town() {
        this(Optional.empty());
    }

    /** The same town behind another road. */
    public Town(Reports road) {
        this(Optional.of(road));
    }

    private Town(Optional<Reports> road) {
        Bindings bindings = bindings();
        Deadlines deadlines = new Deadlines(
                List.of(),
                new WorkingDays(
                        new DayBook(Map.of(), Set.of(2026)),
                        List.of(new Span(LocalTime.of(8, 30), LocalTime.of(18, 0)))));
        Intake intake = new Intake(
                READING,
                new RuleBook(CATALOGUE, TownOfTests.owners(), TownOfTests.posts()),
                CATALOGUE,
                deadlines,
                TownOfTests.areas(),
                TownOfTests.posts(),
                book);
        Casework casework = new Casework(tickets, TownOfTests.owners(), CATALOGUE, deadlines, echo, () -> now);
        this.road = road.orElse(intake::receive);
        dialogue = dialogue(this.road, bindings, casework);
        fetchLate = new FetchLate(
                late,
                this::fetched,
                casework,
                (message, user, words) -> Uni.createFrom().voidItem().invoke(() -> asides.add(user + ": " + words)),
                voice(),
                () -> now);
    }

    private Uni<Optional<PhotoId>> fetched(Picture picture, Duration patience) {
        return Uni.createFrom().item(Optional.ofNullable(photos.get(picture)));
    }

    private Optional<TicketNo> filedAs(Source message) {
        return book.count() > 0 && book.report().source().equals(message)
                ? Optional.of(book.receipt().ticket())
                : Optional.empty();
    }

    private Dialogue dialogue(Reports road, Bindings bindings, Casework casework) {
        Roster roster =
                new Roster(TownOfTests.areas(), TownOfTests.posts(), TownOfTests.departments(), bindings, CATALOGUE);
        return new Dialogue(
                new Talk(READING, account -> List.of(ROBOT)),
                READING,
                roster,
                voice(),
                road,
                casework,
                book,
                this::fetched,
                late,
                memo,
                tally());
    }

    public Tally tally() {
        return new Tally() {
            @Override
            public void heard(String door, String kind) {
                counted.add(door + " " + kind);
            }

            @Override
            public void refused(String door, String why) {
                counted.add(door + " refused " + why);
            }

            @Override
            public void unsaid(String door) {
                counted.add(door + " unsaid");
            }
        };
    }

    /** In the heads' group, to the robot. */
    public Answer say(String speaker, String words) {
        return hear(in(CHAT, speaker, words));
    }

    /** Alone, to the application. */
    public Answer tell(String speaker, String words) {
        return hear(alone(speaker, words));
    }

    public Answer hear(Utterance utterance) {
        now = now.plusSeconds(1);
        return dialogue.answer(utterance).await().atMost(Duration.ofSeconds(5));
    }

    public Answer press(String user, Card card) {
        now = now.plusSeconds(1);
        return dialogue.pressed(alone(user, ""), card).await().atMost(Duration.ofSeconds(5));
    }

    public Utterance in(String chat, String speaker, String words) {
        return utterance(
                new Source("aibot", "AIBOT0001", "m" + ++messages),
                new Place.Group(chat),
                speaker,
                "@" + ROBOT + " " + words);
    }

    public Utterance alone(String speaker, String words) {
        return utterance(new Source("app", "1000002", "m" + ++messages), new Place.Alone(Channel.APP), speaker, words);
    }

    public Utterance utterance(Source source, Place place, String speaker, String words) {
        return new Utterance(source, place, speaker, words, "", List.of(), "", now, now);
    }

    static Utterance with(Utterance one, List<Picture> pictures, String quote) {
        return new Utterance(
                one.source(),
                one.place(),
                one.speaker(),
                one.text(),
                quote,
                pictures,
                one.location(),
                one.saidAt(),
                one.receivedAt());
    }

    /** The same message, brought again later. */
    Utterance again(Utterance one) {
        return new Utterance(
                one.source(),
                one.place(),
                one.speaker(),
                one.text(),
                one.quote(),
                one.pictures(),
                one.location(),
                now,
                now);
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    private Voice voice() {
        Texts texts = texts();
        SpokenDay days = new SpokenDay(() -> now);
        CountyVoice county = new CountyVoice("云溪县服务热线 12345", "县值班室 5400000", "http://yunxi.test");
        return new Voice(new QuteWording(texts, days, county), texts, days, county);
    }

    /** Outside the application the checked records do not render themselves, so the files are read as a county's own words. */
    public static Texts texts() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
        Map<String, String> files = new HashMap<>();
        Texts.NAMES.forEach(name -> files.put(name, file(name)));
        return new Texts(engine, files);
    }

    private static String file(String name) {
        try (InputStream notice = Town.class.getResourceAsStream("/templates/notice/" + name + ".txt");
                InputStream reply = Town.class.getResourceAsStream("/templates/reply/" + name + ".txt")) {
            InputStream file = Objects.requireNonNull(notice == null ? reply : notice, name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Bindings bindings() {
        return new Bindings() {
            @Override
            public List<Binding> all() {
                return List.copyOf(bound);
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
                return Uni.createFrom()
                        .item(() -> Optional.ofNullable(codes.remove(code)).map(area -> {
                            Binding binding = new Binding(chat, groupName, area, Binding.Tier.INTERNAL, "");
                            bound.add(binding);
                            return binding;
                        }));
            }
        };
    }

    private static Category category(String code, boolean isOpen, String lead, String... words) {
        return new Category(code, code, "", Kind.HELP, List.of(words), Lead.of(lead), false, isOpen, "");
    }

    private static Topic topic(String name, List<String> words, List<String> unless, String tell, boolean isPrivate) {
        return new Topic(name, words, unless, Lead.DESK, tell, isPrivate);
    }
}
