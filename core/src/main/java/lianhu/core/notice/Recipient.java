package lianhu.core.notice;

import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;

/**
 * The recipient of a delivery. It names posts and receipts, never persons: the holder of the post and the way to the
 * reporter are looked up when it is sent. It is stored as its {@link #type()} and {@link #id()}.
 */
public sealed interface Recipient {
    /** A group with a robot, a webhook or an owner who confirms. */
    record Group(String chat) implements Recipient {}

    /** The holder of the post at the time of sending. */
    record PostHolder(PostId post) implements Recipient {}

    /** The contact of a department, platform, duty room or the desk. */
    record DepartmentContact(String department) implements Recipient {}

    /** The reporter, in private. */
    record Reporter(ReceiptNo receipt) implements Recipient {}

    /** A plain group, through the unit head who pastes the text. */
    record PlainGroup(AreaCode unit) implements Recipient {}

    default RecipientType type() {
        return switch (this) {
            case Group group -> RecipientType.GROUP;
            case PostHolder postHolder -> RecipientType.POST;
            case DepartmentContact departmentContact -> RecipientType.DEPARTMENT;
            case Reporter reporter -> RecipientType.REPORTER;
            case PlainGroup plainGroup -> RecipientType.UNIT;
        };
    }

    default String id() {
        return switch (this) {
            case Group group -> group.chat();
            case PostHolder postHolder -> postHolder.post().value();
            case DepartmentContact departmentContact -> departmentContact.department();
            case Reporter reporter -> reporter.receipt().digits();
            case PlainGroup plainGroup -> plainGroup.unit().value();
        };
    }

    /** As the API shows it, for example {@code group:wr…}, {@code post:…}, {@code reporter:…}. */
    default String encode() {
        return type().prefix() + ":" + id();
    }

    static Recipient of(RecipientType type, String id) {
        return switch (type) {
            case GROUP -> new Group(id);
            case POST -> new PostHolder(new PostId(id));
            case DEPARTMENT -> new DepartmentContact(id);
            case REPORTER -> new Reporter(new ReceiptNo(id));
            case UNIT -> new PlainGroup(new AreaCode(id));
        };
    }
}
