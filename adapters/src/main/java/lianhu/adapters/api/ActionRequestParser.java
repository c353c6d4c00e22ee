package lianhu.adapters.api;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lianhu.adapters.api.ActionsApi.ActionRequest;
import lianhu.adapters.api.ActionsApi.OwnerRequest;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Parses an action of the API: actor, type and target. An error names what to write instead. */
@Singleton
class ActionRequestParser {
    private final PostDirectory postDirectory;
    private final Departments departments;
    private final OwnerResolver ownerResolver;
    private final TicketService ticketService;

    ActionRequestParser(
            PostDirectory postDirectory,
            Departments departments,
            OwnerResolver ownerResolver,
            TicketService ticketService) {
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.ownerResolver = ownerResolver;
        this.ticketService = ticketService;
    }

    static Optional<ActionType> type(String name) {
        return Arrays.stream(ActionType.values())
                .filter(type -> name(type).equals(name))
                .findFirst();
    }

    static String name(ActionType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Action action(ActionType type, ActionRequest in, Actor key) {
        String by = TextSanitizer.sanitize(in.by());
        String note = TextSanitizer.sanitize(in.note());
        if (TextSanitizer.length(note) > Report.MAX_TEXT_LENGTH) {
            throw new ApiException(Problem.tooLong("note", TextSanitizer.length(note)));
        }
        Action action = Action.of(type, by.isEmpty() ? key : actor(by))
                .withWords(note)
                .withAttachments(attachments(in.photos()));
        if (Boolean.FALSE.equals(in.solved())) {
            action = action.unsolved();
        }
        if (in.to() != null) {
            action = action.to(owner(in.to()));
        }
        if (in.into() != null && !in.into().isBlank()) {
            action = action.into(TicketNo.parse(in.into())
                    .orElseThrow(() -> new ApiException(Problem.malformed("into 要写并到哪一件的工单号。"))));
        }
        if (in.until() != null && !in.until().isBlank()) {
            action = action.until(day(in.until()));
        }
        Optional<ReceiptNo> receipt = ReceiptNo.parse(by);
        return receipt.isPresent() ? action.withReceipt(receipt.get()) : action;
    }

    private static LocalDate day(String until) {
        try {
            return LocalDate.parse(until.strip());
        } catch (DateTimeParseException e) {
            throw new ApiException(Problem.malformed("until 要写日期，像 2026-12-10。"));
        }
    }

    /** Dispatchers of the county act as the desk. */
    private Actor actor(String by) {
        LocalDate today = ticketService.today();
        Optional<Post> post = postDirectory.find(new PostId(by)).filter(one -> one.isHeldOn(today));
        if (post.isPresent()) {
            boolean isDesk = post.get().role() == Role.DISPATCHER;
            return new Actor(
                    isDesk ? Actor.Type.DESK : Actor.Type.POST, by, post.get().spoken());
        }
        Optional<Department> department = departments.find(by);
        if (department.isPresent()) {
            boolean isDesk = by.equals(Department.DESK);
            return new Actor(
                    isDesk ? Actor.Type.DESK : Actor.Type.DEPARTMENT,
                    by,
                    department.get().name());
        }
        return ReceiptNo.parse(by)
                .map(no -> new Actor(Actor.Type.REPORTER, no.digits(), ""))
                .orElseThrow(() -> new ApiException(Problem.malformed("by 要写在岗的岗位号、单位代号或受理号；不写就算这把钥匙办的。")));
    }

    private Owner owner(OwnerRequest to) {
        String id = TextSanitizer.sanitize(to.id());
        OwnerType type;
        try {
            type = OwnerType.valueOf(TextSanitizer.sanitize(to.type()));
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.malformed("to.type 应是这些里的：" + Arrays.toString(OwnerType.values())));
        }
        Optional<Owner> owner = switch (type) {
            case UNIT, GRID, VILLAGE, TOWNSHIP, AWAY_GRID ->
                AreaCode.parse(id).flatMap(area -> ownerResolver.nearestStaffed(area, type, ticketService.today()));
            case DESK -> Optional.of(ownerResolver.desk());
            case PLATFORM, CENTRE, DEPARTMENT, TEAM, VENDOR -> ownerResolver.department(id);
        };
        return owner.filter(found -> found.type() == type
                        && (type == OwnerType.DESK || found.id().equals(id)))
                .orElseThrow(() -> new ApiException(Problem.malformed("to 那里没有这个单位，或者现在没有人在岗。")));
    }

    private static List<AttachmentId> attachments(@Nullable List<String> shas) {
        try {
            return shas == null
                    ? List.of()
                    : shas.stream().map(AttachmentId::new).toList();
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.malformed("photos 要写照片的 SHA-256(64 位小写十六进制）。"));
        }
    }
}
