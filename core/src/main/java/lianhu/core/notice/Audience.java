package lianhu.core.notice;

import lianhu.core.area.AreaCode;
import lianhu.core.people.PostId;
import lianhu.core.report.ReceiptNo;

/**
 * To whom something is told. It names posts and receipts, never persons: who holds the post, or how the reporter is
 * reached, is looked up when it is sent. The text form is stored: {@code group:wr…}, {@code post:…}, {@code reporter:…}.
 */
public sealed interface Audience {
    /** A group that a robot or webhook may speak in. */
    record Group(String chat) implements Audience {}

    /** Whoever holds the post then. */
    record Holder(PostId post) implements Audience {}

    /** The contact of a department, platform, duty room or desk. */
    record Office(String department) implements Audience {}

    /** The one who reported, in private. */
    record Reporter(ReceiptNo receipt) implements Audience {}

    /** A plain group, through the unit head who pastes it. */
    record Neighbours(AreaCode unit) implements Audience {}

    default String text() {
        return switch (this) {
            case Group group -> "group:" + group.chat();
            case Holder holder -> "post:" + holder.post();
            case Office office -> "office:" + office.department();
            case Reporter reporter -> "reporter:" + reporter.receipt();
            case Neighbours neighbours -> "unit:" + neighbours.unit();
        };
    }

    static Audience parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(colon, 0))) {
            case "group" -> new Group(rest);
            case "post" -> new Holder(new PostId(rest));
            case "office" -> new Office(rest);
            case "reporter" -> new Reporter(new ReceiptNo(rest));
            case "unit" -> new Neighbours(new AreaCode(rest));
            default -> throw new IllegalArgumentException("no audience: " + text);
        };
    }
}
