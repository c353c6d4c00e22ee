package lianhu.desk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.Worklist;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.people.Post;
import lianhu.core.people.PostBook;
import lianhu.core.people.PostId;
import lianhu.core.people.Role;
import lianhu.core.report.Channel;
import lianhu.core.report.PhotoId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.routing.Route;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** A corner of a fictional county, on a Monday at 10:42. */
final class Yunxi {
    static final Instant NOW = Instant.parse("2026-11-23T10:42:00+08:00");
    static final LocalDate TODAY = Deadlines.day(NOW);
    static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    static final AreaCode GRID = new AreaCode("621099101201001");
    static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    static final Owner KEEPER = new Owner(OwnerType.GRID, GRID.value(), "网格员小王");
    static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    static final Owner WATER = new Owner(OwnerType.DEPARTMENT, "waterworks", "云溪县水厂");
    static final Actor CHEN = new Actor(Actor.Type.DESK, "621099.DISPATCHER.1", "陈静 · 县中心派单");
    static final Actor WANG = new Actor(Actor.Type.POST, "621099101201001.KEEPER.1", "网格员小王");
    static final Actor LI = new Actor(Actor.Type.REPORTER, "48271938", "");

    static final AreaTree AREAS = new AreaTree(List.of(
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
    static final PostBook POSTS = new PostBook(List.of(
            post("621099", Role.DISPATCHER, "陈静", "chen.jing"),
            post("621099101201001", Role.KEEPER, "小王", "wang.xiao"),
            post("621099101201001-L001", Role.UNIT_HEAD, "老张", "zhang.yongfu"),
            post("621099102201001", Role.KEEPER, "小贾", "xiao.jia")));
    static final Departments DEPARTMENTS = () -> List.of(
            department("desk", "云溪县受理台", OwnerType.DESK),
            department("duty", "县值班室", OwnerType.CENTRE),
            department("housing", "县住建局", OwnerType.DEPARTMENT),
            department("waterworks", "云溪县水厂", OwnerType.DEPARTMENT));
    static final Owners OWNERS = new Owners(AREAS, POSTS, DEPARTMENTS);
    static final Bindings BINDINGS = new MemoryBindings();
    static final Names NAMES = new Names(
            AREAS,
            POSTS,
            DEPARTMENTS,
            BINDINGS,
            new Catalogue(
                    List.of(new Category(
                            "1101", "路灯不亮", "村里小事", Kind.HELP, List.of("路灯"), Lead.GRID, false, true, "lamp")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "hash"));

    private static final class MemoryBindings implements Bindings {
        @Override
        public List<Binding> all() {
            return List.of(
                    new Binding(
                            "wrSHANGHE0001",
                            "上河村联户长群",
                            UNIT.parent().orElseThrow().parent().orElseThrow(),
                            Binding.Tier.INTERNAL,
                            "key"),
                    new Binding("wrLIUGOU0001", "柳沟村联户长群", new AreaCode("621099102201"), Binding.Tier.INTERNAL, ""),
                    new Binding("plain-1", "上河一组群", UNIT, Binding.Tier.PLAIN, ""));
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
        public Uni<Optional<Binding>> redeem(String code, String chat, String groupName) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    /** A ticket in the making: each call is one event more. */
    static final class Story {
        private final List<TicketEvent> events = new ArrayList<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private final TicketNo no;
        private final ReceiptNo receipt;
        private final String title;
        private final String words;
        private Instant at;
        private List<PhotoId> photos = List.of();

        Story(int number, String receipt, String title, String words, Instant at) {
            this.no = TicketNo.of(TODAY, new AreaCode("621099"), number);
            this.receipt = new ReceiptNo(receipt);
            this.title = title;
            this.words = words;
            this.at = at;
        }

        Story triaged(Owner owner, Urgency urgency, Discretion discretion, Instant due) {
            event(LI, new Change.Received(receipt, Channel.WEB), "");
            return event(
                    Actor.GATEWAY,
                    new Change.Triaged(
                            Kind.HELP,
                            "1101",
                            urgency,
                            UNIT,
                            discretion,
                            new Route(
                                    owner,
                                    List.of(),
                                    "路灯先看一眼",
                                    List.of("话里有“路灯不亮”", "例：桥头路灯不亮三天了 → 网格员"),
                                    0.93,
                                    "hash",
                                    List.of(HOUSING, WATER),
                                    Optional.empty()),
                            due),
                    "");
        }

        Story given(Owner owner, Actor by, Instant due) {
            return event(by, new Change.Dispatched(owner, List.of(), due, false), "");
        }

        Story then(Actor by, Change change, String said) {
            return event(by, change, said);
        }

        Story after(Duration pause) {
            at = at.plus(pause);
            return this;
        }

        Story photo() {
            photos = List.of(new PhotoId("a".repeat(64)));
            return this;
        }

        Story told(NoticeType type, Audience audience, DeliveryState state, String why) {
            deliveries.add(new Delivery(
                    deliveries.size() + 1L,
                    Optional.of(no),
                    1,
                    Optional.of(receipt),
                    type,
                    audience,
                    Channel.PRIVATE,
                    state,
                    why,
                    1,
                    at));
            return this;
        }

        private Story event(Actor by, Change change, String said) {
            events.add(new TicketEvent(events.size() + 1, at, by, change, said, List.of(), Optional.empty()));
            return this;
        }

        Ticket ticket() {
            return Ticket.replay(no, events);
        }

        Worklist.Row row() {
            return new Worklist.Row(ticket(), title, told());
        }

        Worklist.File file() {
            return new Worklist.File(
                    ticket(),
                    title,
                    List.of(new Worklist.Words(
                            receipt, words, photos, events.getFirst().at())),
                    told(),
                    List.copyOf(events),
                    List.copyOf(deliveries));
        }

        private List<Worklist.Told> told() {
            return List.of(new Worklist.Told(
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
        return new Department(id, name, type, new AreaCode("621099"), "", "");
    }

    private Yunxi() {}
}
