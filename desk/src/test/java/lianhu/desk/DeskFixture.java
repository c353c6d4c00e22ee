package lianhu.desk;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.DrillMark;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.format.Labels;

/** A part of a fictional county, on a Monday at 10:42. */
public final class DeskFixture {
    public static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");
    static final LocalDate TODAY = DeadlinePolicy.localDate(NOW);
    public static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    static final AreaCode GRID = new AreaCode("621099101201001");
    static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    static final Owner KEEPER = new Owner(OwnerType.GRID, GRID.value(), "网格员小王");
    static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    static final Owner WATER = new Owner(OwnerType.DEPARTMENT, "waterworks", "云溪县水厂");
    static final Actor CHEN = new Actor(Actor.Type.DESK, "621099.DISPATCHER.1", "陈静 · 县中心派单");
    static final Actor WANG = new Actor(Actor.Type.POST, "621099101201001.KEEPER.1", "网格员小王");
    static final Actor LI = new Actor(Actor.Type.REPORTER, "48271938", "");

    public static final AreaTree AREAS = new AreaTree(List.of(
            area("621099", "云溪县"),
            area("621099101", "云溪镇"),
            area("621099101201", "上河村"),
            area("621099101201001", "上河第一网格"),
            area("621099101201001-L001", "一组"),
            area("621099101201001-L002", "二组"),
            area("621099102", "柳沟镇"),
            area("621099102201", "柳沟村"),
            area("621099102201001", "柳沟第一网格"),
            area("621099102201001-L003", "三组")));
    public static final InMemoryPostDirectory POSTS = new InMemoryPostDirectory(List.of(
            post("621099", Role.DISPATCHER, "陈静", "chen.jing"),
            post("621099101201001", Role.KEEPER, "小王", "wang.xiao"),
            post("621099101201001-L001", Role.UNIT_HEAD, "老张", "zhang.yongfu"),
            post("621099102201001", Role.KEEPER, "小贾", "xiao.jia")));
    public static final Departments DEPARTMENTS = () -> List.of(
            department("desk", "云溪县受理台", OwnerType.DESK),
            department("duty", "县值班室", OwnerType.CENTRE),
            department("housing", "县住建局", OwnerType.DEPARTMENT),
            department("waterworks", "云溪县水厂", OwnerType.DEPARTMENT));
    public static final OwnerResolver OWNERS = new OwnerResolver(AREAS, POSTS, DEPARTMENTS);
    static final GroupBindings BINDINGS = new InMemoryBindings();
    public static final Labels NAMES = new Labels(
            AREAS,
            POSTS,
            OWNERS,
            DEPARTMENTS,
            BINDINGS,
            new Catalogue(
                    List.of(new Category(
                            "1101",
                            "路灯不亮",
                            "村里小事",
                            RequestKind.HELP,
                            List.of("路灯"),
                            OwnerRef.GRID,
                            false,
                            true,
                            "lamp")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "hash"));

    /** The source of a template. */
    public static String page(String path) {
        try (InputStream in = DeskFixture.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class InMemoryBindings implements GroupBindings {
        @Override
        public List<GroupBinding> all() {
            return List.of(
                    new GroupBinding(
                            "wrSHANGHE0001",
                            "上河村联户长群",
                            UNIT.parent().orElseThrow().parent().orElseThrow(),
                            GroupBinding.Tier.INTERNAL,
                            "key"),
                    new GroupBinding(
                            "wrLIUGOU0001", "柳沟村联户长群", new AreaCode("621099102201"), GroupBinding.Tier.INTERNAL, ""),
                    new GroupBinding("plain-1", "上河一组群", UNIT, GroupBinding.Tier.PLAIN, ""));
        }

        @Override
        public Uni<Code> issueCode(AreaCode area) {
            return Uni.createFrom().item(new Code("K7Q-3PD", NOW.plus(Duration.ofHours(24))));
        }

        @Override
        public Uni<Boolean> unbind(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    /** Builds a ticket: each call adds one event. */
    static final class TicketScenario {
        private final List<TicketEvent> events = new ArrayList<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private final TicketNo no;
        private final ReceiptNo receipt;
        private final String title;
        private final String words;
        private Instant at;
        private List<AttachmentId> photos = List.of();

        TicketScenario(int number, String receipt, String title, String words, Instant at) {
            this.no = TicketNo.of(TODAY, new AreaCode("621099"), number);
            this.receipt = new ReceiptNo(receipt);
            this.title = title;
            this.words = words;
            this.at = at;
        }

        TicketScenario triaged(Owner owner, Urgency urgency, Confidentiality confidentiality, Instant due) {
            return triaged("路灯先看一眼", owner, urgency, confidentiality, due);
        }

        TicketScenario triaged(
                String rule, Owner owner, Urgency urgency, Confidentiality confidentiality, Instant due) {
            event(LI, new Change.Received(receipt, Channel.WEB, DrillMark.isOn(title)), "");
            return event(
                    Actor.GATEWAY,
                    new Change.Triaged(
                            RequestKind.HELP,
                            "1101",
                            urgency,
                            UNIT,
                            confidentiality,
                            new RoutingDecision(
                                    owner,
                                    List.of(),
                                    rule,
                                    List.of("话里有“路灯不亮”", "例：桥头路灯不亮三天了 → 网格员"),
                                    0.93,
                                    "hash",
                                    List.of(HOUSING, WATER),
                                    Optional.empty()),
                            due),
                    "");
        }

        TicketScenario assigned(Owner owner, Actor by, Instant due) {
            return event(by, new Change.Dispatched(owner, List.of(), due, false), "");
        }

        TicketScenario append(Actor by, Change change, String said) {
            return event(by, change, said);
        }

        TicketScenario after(Duration pause) {
            at = at.plus(pause);
            return this;
        }

        TicketScenario photo() {
            photos = List.of(new AttachmentId("a".repeat(64)));
            return this;
        }

        TicketScenario delivered(NoticeType type, Recipient recipient, DeliveryState state, String why) {
            deliveries.add(new Delivery(
                    deliveries.size() + 1L,
                    Optional.of(no),
                    1,
                    Optional.of(receipt),
                    type,
                    recipient,
                    Channel.PRIVATE,
                    state,
                    why,
                    1,
                    at));
            return this;
        }

        private TicketScenario event(Actor by, Change change, String said) {
            events.add(new TicketEvent(events.size() + 1, at, by, change, said, List.of(), Optional.empty()));
            return this;
        }

        Ticket ticket() {
            return Ticket.replay(no, events);
        }

        TicketQueries.Row row() {
            return new TicketQueries.Row(ticket(), title, delivered());
        }

        TicketQueries.TicketDetails file() {
            return new TicketQueries.TicketDetails(
                    ticket(),
                    title,
                    List.of(new TicketQueries.ReportText(
                            receipt, words, photos, events.getFirst().at())),
                    delivered(),
                    List.copyOf(events),
                    List.copyOf(deliveries));
        }

        private List<TicketQueries.ReceiptInfo> delivered() {
            return List.of(new TicketQueries.ReceiptInfo(
                    receipt, Channel.WEB, "李*", "", events.getFirst().at()));
        }
    }

    static Instant at(String time) {
        return Instant.parse("2026-11-" + time + ":00+08:00");
    }

    private static Area area(String code, String name) {
        return new Area(new AreaCode(code), name, Area.Kind.COMMON, "");
    }

    private static Post post(String area, Role role, String person, String userId) {
        return new Post(
                new PostId(area + "." + role + ".1"),
                new AreaCode(area),
                role,
                person,
                "",
                userId,
                LocalDate.of(2026, 1, 1),
                Optional.empty());
    }

    private static Department department(String id, String name, OwnerType type) {
        return new Department(id, name, type, new AreaCode("621099"), id.equals("housing") ? "0936-0000001" : "", "");
    }

    private DeskFixture() {}
}
