package lianhu.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Discretion;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Audience;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Telling;
import lianhu.core.people.Post;
import lianhu.core.people.Role;
import lianhu.core.report.Channel;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Ticket;

/** Who of the staff is called: the owner of a matter, or everybody near an emergency. */
final class Summons {
    private final Owners owners;
    private final Departments departments;

    Summons(Owners owners, Departments departments) {
        this.owners = owners;
        this.departments = departments;
    }

    /** Head, deputies, keeper and the duty room; what is sealed or a danger at home only the duty room. */
    List<Telling> rouse(Ticket ticket, Instant at) {
        LocalDate day = Deadlines.day(at);
        Optional<Department> duty = departments.nearest(Department.DUTY, ticket.area());
        boolean isClosed = ticket.discretion() == Discretion.SEALED
                || duty.filter(room -> room.id().equals(ticket.lead().id())).isPresent();
        List<Telling> tellings = new ArrayList<>();
        if (!isClosed) {
            owners.roused(ticket.area(), day).forEach(post -> tellings.add(toPost(NoticeType.EMERGENCY_CALL, post)));
        }
        duty.ifPresent(room -> tellings.add(toOffice(NoticeType.EMERGENCY_CALL, room)));
        return tellings;
    }

    /** Whoever holds the owner's post now, or the contact of the office. The desk sees it on its own page. */
    List<Telling> toOwner(NoticeType type, Ticket ticket, Instant at) {
        Owner owner = ticket.lead();
        Optional<Post> holder =
                owners.holders(owner, Deadlines.day(at)).stream().findFirst();
        if (holder.isPresent()) {
            return List.of(toPost(type, holder.get()));
        }
        return owner.isDesk()
                ? List.of()
                : departments.find(owner.id()).map(office -> toOffice(type, office)).stream()
                        .toList();
    }

    private static Telling toPost(NoticeType type, Post post) {
        Audience audience = new Audience.Holder(post.id());
        if (!post.userId().isEmpty()) {
            return Telling.pending(type, Optional.empty(), audience, Channel.PRIVATE);
        }
        boolean isHead = post.role() == Role.UNIT_HEAD || post.role() == Role.DEPUTY_HEAD;
        return isHead
                ? new Telling(
                        type, Optional.empty(), audience, Channel.WEB, DeliveryState.WAITS_FOR_PERSON, "在联户长自己的页面上等他看")
                : new Telling(
                        type, Optional.empty(), audience, Channel.PRIVATE, DeliveryState.CANNOT, "没有企业微信账号，请打电话告诉他");
    }

    private static Telling toOffice(NoticeType type, Department office) {
        Audience audience = new Audience.Office(office.id());
        return office.userId().isEmpty()
                ? new Telling(
                        type,
                        Optional.empty(),
                        audience,
                        Channel.PRIVATE,
                        DeliveryState.CANNOT,
                        "单位没有登记企业微信账号，请打电话告诉他们")
                : Telling.pending(type, Optional.empty(), audience, Channel.PRIVATE);
    }
}
