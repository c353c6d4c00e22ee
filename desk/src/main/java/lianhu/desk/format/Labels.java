package lianhu.desk.format;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/** Chinese names of places, posts, channels and notices for the pages of the desk. */
@Singleton
public final class Labels {
    /** A name that more places share is no place to search. */
    private static final int MAX_PLACES = 50;

    private static final int PLACES_NAMED = 5;

    private final Areas areas;
    private final PostDirectory postDirectory;
    private final OwnerResolver ownerResolver;
    private final Departments departments;
    private final GroupBindings groupBindings;
    private final Catalogue catalogue;

    public Labels(
            Areas areas,
            PostDirectory postDirectory,
            OwnerResolver ownerResolver,
            Departments departments,
            GroupBindings groupBindings,
            Catalogue catalogue) {
        this.areas = areas;
        this.postDirectory = postDirectory;
        this.ownerResolver = ownerResolver;
        this.departments = departments;
        this.groupBindings = groupBindings;
        this.catalogue = catalogue;
    }

    public String county() {
        return areas.county().name();
    }

    public String place(AreaCode area) {
        String name = areas.displayName(area);
        return name.isEmpty() ? area.value() : name;
    }

    /** Several places by name; of many, the first few and their number. */
    public String places(List<AreaCode> places) {
        String first = places.stream().limit(PLACES_NAMED).map(this::place).collect(Collectors.joining("、"));
        return places.size() > PLACES_NAMED ? first + "等 " + places.size() + " 个地方" : first;
    }

    /** The categories by name, for a choice. */
    public List<Category> categories() {
        return catalogue.categories().stream()
                .sorted(Comparator.comparing(Category::name))
                .toList();
    }

    /** The places whose name contains the text, without those below them; none for a single character. */
    public List<AreaCode> placesNamed(String text) {
        if (text.codePointCount(0, text.length()) < 2) {
            return List.of();
        }
        List<AreaCode> found = new ArrayList<>();
        areas.all().stream()
                .filter(area -> !area.code().equals(areas.county().code()))
                .filter(area -> area.name().contains(text)
                        || areas.displayName(area.code()).contains(text))
                .map(Area::code)
                .sorted()
                .filter(code -> found.stream().noneMatch(above -> above.contains(code)))
                .forEach(found::add);
        return found.subList(0, Math.min(MAX_PLACES, found.size()));
    }

    /** 求助 · 路灯不亮. */
    public String topic(Ticket ticket) {
        return catalogue
                .category(ticket.category())
                .map(Category::name)
                .map(name -> ticket.kind().label() + " · " + name)
                .orElse(ticket.kind().label());
    }

    /** Says when the owner's post has another holder than the one the ticket was given to; empty otherwise. */
    public String successor(Ticket ticket, LocalDate day) {
        return switch (ticket.owner().type()) {
            case UNIT, GRID, AWAY_GRID, VILLAGE ->
                ticket.state().isOver()
                        ? ""
                        : ownerResolver.holders(ticket.owner(), day).stream()
                                .findFirst()
                                .map(Post::spoken)
                                .map(name -> ticket.owner().name().endsWith(name) ? "" : "这个岗现在是" + name)
                                .orElse("这个岗现在没有人");
            case TOWNSHIP, PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR, DESK -> "";
        };
    }

    public String audience(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Group group ->
                groupBindings.find(group.chat()).map(GroupBinding::name).orElse("没有绑定的群");
            case Recipient.PostHolder postHolder ->
                postDirectory.find(postHolder.post()).map(Post::spoken).orElse("岗位 " + postHolder.post());
            case Recipient.DepartmentContact departmentContact ->
                departments
                        .find(departmentContact.department())
                        .map(Department::name)
                        .orElse("单位 " + departmentContact.department());
            case Recipient.Reporter reporter -> "本人（" + reporter.receipt().spoken() + "）";
            case Recipient.PlainGroup plainGroup ->
                groupBindings
                                .plainGroupOf(plainGroup.unit())
                                .map(GroupBinding::name)
                                .orElse(place(plainGroup.unit()) + "的群")
                        + "，由联户长转";
        };
    }

    /** The telephone number of who has to be told; empty when the roster has none. A reporter's number is never shown. */
    public String phone(Recipient recipient, LocalDate day) {
        return switch (recipient) {
            case Recipient.PostHolder postHolder ->
                postDirectory.find(postHolder.post()).map(Post::phone).orElse("");
            case Recipient.DepartmentContact departmentContact ->
                departments
                        .find(departmentContact.department())
                        .map(Department::phone)
                        .orElse("");
            case Recipient.PlainGroup plainGroup ->
                postDirectory.at(plainGroup.unit(), Role.UNIT_HEAD, day).stream()
                        .map(Post::phone)
                        .filter(phone -> !phone.isEmpty())
                        .findFirst()
                        .orElse("");
            case Recipient.Group group -> "";
            case Recipient.Reporter reporter -> "";
        };
    }

    public static String channel(Channel channel) {
        return switch (channel) {
            case GROUP -> "群里";
            case PRIVATE -> "企业微信";
            case RELAY -> "联户长转";
            case WEB -> "扫码页";
            case KF -> "微信客服";
            case APP -> "企业微信应用";
            case PHONE -> "电话";
            case AWAY -> "商会";
            case OPEN311 -> "开放接口";
            case HOTLINE -> "12345";
            case SMS -> "短信";
            case API -> "接口";
            case WALK_IN -> "来访";
        };
    }

    public static String notice(NoticeType type) {
        return switch (type) {
            case RECEIPT -> "收到了、交给谁、最迟哪天";
            case QUIET -> "群里只说“收到了，我们单独回您”";
            case SEALED_RECEIPT -> "查询码和封存告知";
            case EMERGENCY_ADVICE -> "紧急时先做什么";
            case DANGER_ADVICE -> "私下问平安";
            case NOBODY_YET -> "还没叫到人，请直接打值班室";
            case DISPATCHED -> "交给了谁";
            case RESULT -> "结果";
            case MERGED -> "和别人的合在一起办";
            case ASSIGNED -> "派单卡片";
            case EMERGENCY_CALL -> "紧急呼叫";
            case REOPENED -> "本人说没好，重办";
            case DROPPED -> "不用办了";
            case COLLABORATION -> "请协办、协办的结果";
            case REMINDER -> "催办卡片";
            case SUPERVISION -> "督办：到期没办结";
            case DELAYED -> "过了期限，还在办";
            case EXTENDED -> "延期到哪天";
            case QUESTION -> "问报事的人一句话";
            case RESUMED -> "不等回话了，接着办";
            case EXTENSION_DECIDED -> "延期同不同意";
            case RESULT_REJECTED -> "结果退回再办";
            case SUPERVISION_ORDER -> "督办单，请他回复";
            case SUPERVISION_REPORT -> "报给责任人过问";
            case MORNING_DIGEST -> "晨报：手上有几件、几件过期";
            case CONSULTATION -> "吹哨、会商、调解：请来、请说意见";
            case CONSULTATION_OVERDUE -> "吹哨、会商到时间了，谁没来";
            case CONSULTATION_ENDED -> "吹哨、会商、调解怎么结束的";
            case BROADCAST -> "通知";
            case BROADCAST_EMERGENCY -> "紧急通知";
        };
    }

    public static String actor(Actor actor) {
        return switch (actor.type()) {
            case GATEWAY -> "自动";
            case REPORTER -> "本人";
            case POST, DEPARTMENT, DESK -> actor.name();
            case API -> actor.name().isEmpty() ? "外部系统 " + actor.id() : actor.name();
        };
    }
}
