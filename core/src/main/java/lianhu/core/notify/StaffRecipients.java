package lianhu.core.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.sms.MobileNumber;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketWithReceipts;

/** The staff to notify: the owner of a ticket, or all responders of an emergency. */
final class StaffRecipients {
    private final OwnerResolver ownerResolver;
    private final Departments departments;

    StaffRecipients(OwnerResolver ownerResolver, Departments departments) {
        this.ownerResolver = ownerResolver;
        this.departments = departments;
    }

    /** Unit head, deputies, keeper and duty room; only the duty room for what is sealed or dangerous at home. */
    List<NewDelivery> toResponders(Ticket ticket, Instant at) {
        List<NewDelivery> newDeliveries = new ArrayList<>();
        responders(ticket, at).forEach(post -> newDeliveries.add(toPost(NoticeType.EMERGENCY_CALL, post)));
        departments
                .nearest(Department.DUTY, ticket.area())
                .ifPresent(room -> newDeliveries.add(toDepartmentContact(NoticeType.EMERGENCY_CALL, room)));
        return newDeliveries;
    }

    private List<Post> responders(Ticket ticket, Instant at) {
        return isForDutyRoomOnly(ticket)
                ? List.of()
                : ownerResolver.respondersAt(ticket.area(), DeadlinePolicy.localDate(at));
    }

    /** The leaders, once nobody else answered for half an hour. */
    List<NewDelivery> toLeaders(Ticket ticket, Instant at) {
        return leaders(ticket, at).stream()
                .map(post -> toPost(NoticeType.EMERGENCY_CALL, post))
                .toList();
    }

    private List<Post> leaders(Ticket ticket, Instant at) {
        return isForDutyRoomOnly(ticket)
                ? List.of()
                : ownerResolver.leadersAt(ticket.area(), DeadlinePolicy.localDate(at));
    }

    /**
     * The SMS beside the calls: to those whom no message reaches because they have no account, and who would hear a telephone
     * ring and have nothing to read. One for each number, since one person may hold several posts.
     */
    List<NewDelivery> toRespondersBySms(Ticket ticket, boolean areLeadersCalled, Instant at) {
        SequencedMap<String, Recipient> byNumber = new LinkedHashMap<>();
        Stream.concat(responders(ticket, at).stream(), areLeadersCalled ? leaders(ticket, at).stream() : Stream.empty())
                .filter(post -> post.userId().isEmpty())
                .forEach(post -> MobileNumber.parse(post.phone())
                        .ifPresent(number -> byNumber.putIfAbsent(number, new Recipient.PostHolder(post.id()))));
        departments
                .nearest(Department.DUTY, ticket.area())
                .filter(room -> room.userId().isEmpty())
                .ifPresent(room -> MobileNumber.parse(room.phone())
                        .ifPresent(number -> byNumber.putIfAbsent(number, new Recipient.DepartmentContact(room.id()))));
        return byNumber.values().stream()
                .map(recipient ->
                        NewDelivery.pending(NoticeType.EMERGENCY_CALL, Optional.empty(), recipient, Channel.SMS))
                .toList();
    }

    /** The names of the responders whom a message reaches; the others are told by telephone, or look at their page. */
    List<String> namesOfResponders(AreaCode area, Owner owner, Instant at) {
        Optional<Department> duty = departments.nearest(Department.DUTY, area);
        List<Post> posts =
                isOwnedBy(duty, owner) ? List.of() : ownerResolver.respondersAt(area, DeadlinePolicy.localDate(at));
        return Stream.concat(
                        posts.stream().filter(post -> !post.userId().isEmpty()).map(Post::spoken),
                        reachedDutyRoom(area).map(Department::name).stream())
                .toList();
    }

    Optional<Department> reachedDutyRoom(AreaCode area) {
        return departments
                .nearest(Department.DUTY, area)
                .filter(room -> !room.userId().isEmpty());
    }

    private boolean isForDutyRoomOnly(Ticket ticket) {
        return ticket.confidentiality() == Confidentiality.SEALED
                || isOwnedBy(departments.nearest(Department.DUTY, ticket.area()), ticket.owner());
    }

    private static boolean isOwnedBy(Optional<Department> duty, Owner owner) {
        return duty.filter(room -> room.id().equals(owner.id())).isPresent();
    }

    /** Nobody helps with what is sealed. */
    List<NewDelivery> toCollaborators(NoticeType type, Ticket ticket, Instant at) {
        return ticket.isSealed()
                ? List.of()
                : ticket.collaborators().stream()
                        .flatMap(collaborator -> toOwner(type, collaborator, at).stream())
                        .toList();
    }

    List<NewDelivery> toOwner(NoticeType type, Ticket ticket, Instant at) {
        return toOwner(type, ticket.owner(), at);
    }

    /** The holder of the owner's post, or the contact of the office. The desk sees its tickets on its own page. */
    List<NewDelivery> toOwner(NoticeType type, Owner owner, Instant at) {
        Optional<Post> holder = ownerResolver.holders(owner, DeadlinePolicy.localDate(at)).stream()
                .findFirst();
        if (holder.isPresent()) {
            return List.of(toPost(type, holder.get()));
        }
        return owner.isDesk()
                ? List.of()
                : departments.find(owner.id()).map(office -> toDepartmentContact(type, office)).stream()
                        .toList();
    }

    /** The owner; before the due date the deputies as well, when the owner has not accepted the ticket or it is nearly due. */
    List<NewDelivery> toOwnerAndDeputies(DeadlineStep step, Ticket ticket, Instant at) {
        List<Post> holders = ownerResolver.holders(ticket.owner(), DeadlinePolicy.localDate(at));
        boolean isForAll =
                step == DeadlineStep.NEARLY_DUE || step == DeadlineStep.HALFWAY && ticket.state() == State.DISPATCHED;
        return holders.size() > 1 && isForAll
                ? holders.stream()
                        .map(post -> toPost(NoticeType.REMINDER, post))
                        .toList()
                : toOwner(NoticeType.REMINDER, ticket, at);
    }

    List<NewDelivery> toSupervisors(DeadlineStep step, TicketWithReceipts loaded, Instant at) {
        return supervisors(step, loaded, at).stream()
                .map(post -> toPost(NoticeType.SUPERVISION, post))
                .toList();
    }

    /**
     * Once a ticket is overdue the nearest leaders above its owner; after one working day the next higher ones and the township's
     * room; after three those of the county and its dispatchers. Of what is not open to all only the county's are told;
     * nobody of what is sealed, and nobody whom the matter names or whose area it is about.
     */
    List<Post> supervisors(DeadlineStep step, TicketWithReceipts loaded, Instant at) {
        Ticket ticket = loaded.ticket();
        if (ticket.isSealed() || !step.isOverdue()) {
            return List.of();
        }
        LocalDate day = DeadlinePolicy.localDate(at);
        boolean isOpen = ticket.confidentiality() == Confidentiality.OPEN;
        List<List<Post>> levels = ownerResolver.leadersAbove(ticket.owner(), ticket.area(), day);
        int height = isOpen ? step.ordinal() - DeadlineStep.OVERDUE.ordinal() : levels.size();
        Stream<Post> leaders =
                levels.isEmpty() ? Stream.empty() : levels.get(Math.min(height, levels.size() - 1)).stream();
        Stream<Post> room = switch (step) {
            case HALFWAY, NEARLY_DUE, OVERDUE -> Stream.empty();
            case ONE_DAY_OVERDUE ->
                isOpen ? ownerResolver.roomAt(ticket.area(), Level.TOWNSHIP, day).stream() : Stream.empty();
            case THREE_DAYS_OVERDUE, FIVE_DAYS_OVERDUE ->
                ownerResolver.roomAt(ticket.area(), Level.COUNTY, day).stream();
        };
        return Stream.concat(leaders, room)
                .filter(post -> !isAbout(post, ticket, loaded.title()))
                .toList();
    }

    /**
     * The chamber contacts who reported for a member in another city: they know the answer before the member asks them. Nobody
     * of what is sealed, nobody whom the matter names or whose area it is about, and not the one who gave the answer. Who has no
     * account sees it on the own page.
     */
    List<NewDelivery> toAwayContacts(TicketWithReceipts loaded, Ticket now, TicketEvent result) {
        if (now.isSealed()) {
            return List.of();
        }
        List<Post> contacts = ownerResolver.awayContacts(DeadlinePolicy.localDate(result.at()));
        return loaded.receipts().stream()
                .flatMap(receipt -> receipt.awayContact().stream())
                .flatMap(person -> contacts.stream()
                        .filter(post -> post.details().lookupKey().equals(person.lookupKey()))
                        .limit(1))
                .distinct()
                .filter(post -> !post.userId().isEmpty()
                        && !post.id().value().equals(result.by().id())
                        && !isAbout(post, loaded.ticket(), loaded.title()))
                .map(post -> toPost(NoticeType.RESULT, post))
                .toList();
    }

    /**
     * The leaders to whom an overdue ticket counts: those whom {@link #supervisors} tells of it at one of its steps. A number
     * alone follows the same rule, for a small one tells what the matter is.
     */
    List<Post> leadersOf(Ticket ticket, String title, Instant at) {
        if (ticket.isSealed()) {
            return List.of();
        }
        List<List<Post>> levels =
                ownerResolver.leadersAbove(ticket.owner(), ticket.area(), DeadlinePolicy.localDate(at));
        boolean isOpen = ticket.confidentiality() == Confidentiality.OPEN;
        return levels.stream()
                .skip(isOpen ? 0 : Math.max(0, levels.size() - 1))
                .flatMap(List::stream)
                .filter(post -> !isAbout(post, ticket, title))
                .toList();
    }

    static boolean isAbout(Post post, Ticket ticket, String title) {
        return post.person().length() >= 2 && title.contains(post.person()) || isRecused(post, ticket);
    }

    /** Whether the matter is about the chain of the post. */
    static boolean isRecused(Post post, Ticket ticket) {
        return ticket.route()
                .recusedArea()
                .filter(area -> area.contains(post.area()))
                .isPresent();
    }

    static NewDelivery toPost(NoticeType type, Post post) {
        Recipient recipient = new Recipient.PostHolder(post.id());
        if (!post.userId().isEmpty()) {
            return NewDelivery.pending(type, Optional.empty(), recipient, Channel.PRIVATE);
        }
        boolean isHead = post.role() == Role.UNIT_HEAD || post.role() == Role.DEPUTY_HEAD;
        return isHead
                ? new NewDelivery(
                        type, Optional.empty(), recipient, Channel.WEB, DeliveryState.WAITS_FOR_PERSON, "在联户长自己的页面上等他看")
                : new NewDelivery(
                        type, Optional.empty(), recipient, Channel.PRIVATE, DeliveryState.CANNOT, "没有企业微信账号，请打电话告诉他");
    }

    static NewDelivery toDepartmentContact(NoticeType type, Department office) {
        Recipient recipient = new Recipient.DepartmentContact(office.id());
        return office.userId().isEmpty()
                ? new NewDelivery(
                        type,
                        Optional.empty(),
                        recipient,
                        Channel.PRIVATE,
                        DeliveryState.CANNOT,
                        "单位没有登记企业微信账号，请打电话告诉他们")
                : NewDelivery.pending(type, Optional.empty(), recipient, Channel.PRIVATE);
    }
}
