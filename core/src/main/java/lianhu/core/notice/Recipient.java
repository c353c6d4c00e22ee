package lianhu.core.notice;

import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;

/**
 * The recipient of a delivery. It names posts and receipts, never persons: the holder of the post and the way to the
 * reporter are looked up when it is sent. The text form is stored: {@code group:wr…}, {@code post:…}, {@code
 * reporter:…}.
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

    default String encode() {
        return switch (this) {
            case Group group -> "group:" + group.chat();
            case PostHolder postHolder -> "post:" + postHolder.post();
            case DepartmentContact departmentContact -> "office:" + departmentContact.department();
            case Reporter reporter -> "reporter:" + reporter.receipt();
            case PlainGroup plainGroup -> "unit:" + plainGroup.unit();
        };
    }

    static Recipient parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(colon, 0))) {
            case "group" -> new Group(rest);
            case "post" -> new PostHolder(new PostId(rest));
            case "office" -> new DepartmentContact(rest);
            case "reporter" -> new Reporter(new ReceiptNo(rest));
            case "unit" -> new PlainGroup(new AreaCode(rest));
            default -> throw new IllegalArgumentException("no audience: " + text);
        };
    }
}
