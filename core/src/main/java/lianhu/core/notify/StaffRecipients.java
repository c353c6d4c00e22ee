package lianhu.core.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.DeadlinePolicy;
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
import lianhu.core.ticket.Ticket;

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
        if (!isForDutyRoomOnly(ticket)) {
            ownerResolver
                    .respondersAt(ticket.area(), DeadlinePolicy.localDate(at))
                    .forEach(post -> newDeliveries.add(toPost(NoticeType.EMERGENCY_CALL, post)));
        }
        departments
                .nearest(Department.DUTY, ticket.area())
                .ifPresent(room -> newDeliveries.add(toDepartmentContact(NoticeType.EMERGENCY_CALL, room)));
        return newDeliveries;
    }

    /** The leaders, once nobody else answered for half an hour. */
    List<NewDelivery> toLeaders(Ticket ticket, Instant at) {
        return isForDutyRoomOnly(ticket)
                ? List.of()
                : ownerResolver.leadersAt(ticket.area(), DeadlinePolicy.localDate(at)).stream()
                        .map(post -> toPost(NoticeType.EMERGENCY_CALL, post))
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

    /** The holder of the owner's post, or the contact of the office. The desk sees its tickets on its own page. */
    List<NewDelivery> toOwner(NoticeType type, Ticket ticket, Instant at) {
        Owner owner = ticket.owner();
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

    private static NewDelivery toPost(NoticeType type, Post post) {
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

    private static NewDelivery toDepartmentContact(NoticeType type, Department office) {
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
