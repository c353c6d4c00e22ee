package lianhu.core.ticket;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;

/**
 * One action of one actor.
 *
 * @param words a reason, a result, an addition
 * @param to for a dispatch; empty keeps the owner
 * @param into for a merge
 * @param until for an extension: the day by which it is to be done
 * @param isSolved for a result; false says that it cannot be done
 * @param receipt of the reporter who acts
 * @param source of the message that asks for it; the same message acts once
 */
public record Action(
        ActionType type,
        Actor by,
        String words,
        List<AttachmentId> attachments,
        Optional<Owner> to,
        Optional<TicketNo> into,
        Optional<LocalDate> until,
        boolean isSolved,
        Optional<ReceiptNo> receipt,
        Optional<MessageSource> source) {

    public static Action of(ActionType type, Actor by) {
        return new Action(
                type,
                by,
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty());
    }

    public Action withWords(String text) {
        return new Action(type, by, text, attachments, to, into, until, isSolved, receipt, source);
    }

    public Action withAttachments(List<AttachmentId> pictures) {
        return new Action(type, by, words, pictures, to, into, until, isSolved, receipt, source);
    }

    public Action to(Owner owner) {
        return new Action(type, by, words, attachments, Optional.of(owner), into, until, isSolved, receipt, source);
    }

    public Action into(TicketNo other) {
        return new Action(type, by, words, attachments, to, Optional.of(other), until, isSolved, receipt, source);
    }

    public Action until(LocalDate day) {
        return new Action(type, by, words, attachments, to, into, Optional.of(day), isSolved, receipt, source);
    }

    public Action unsolved() {
        return new Action(type, by, words, attachments, to, into, until, false, receipt, source);
    }

    public Action withReceipt(ReceiptNo no) {
        return new Action(type, by, words, attachments, to, into, until, isSolved, Optional.of(no), source);
    }

    public Action withSource(MessageSource message) {
        return new Action(type, by, words, attachments, to, into, until, isSolved, receipt, Optional.of(message));
    }
}
