package lianhu.bot.conversation;

import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Ticket;
import lianhu.templates.CountyContact;
import lianhu.templates.ProgressLines;
import lianhu.templates.Replies;
import lianhu.templates.TextRenderer;

/** Renders the replies. */
@Singleton
public record ReplyRenderer(NoticeRenderer notices, TextRenderer texts, InstantSource clock, CountyContact county) {
    /** When the answer is due, as a promise. */
    public String promise(Instant due) {
        return ChineseTime.formatPromise(due, clock.instant());
    }

    public String render(TemplateInstance text) {
        return texts.render(text);
    }

    public String render(Notice notice) {
        return notices.render(notice).text();
    }

    /** Replies to what is not public: in a group the constant sentence, and privately the full text. */
    public Reply replyPrivately(IncomingMessage incomingMessage, boolean isPublic, String text) {
        return isPublic || !incomingMessage.place().isGroup()
                ? Reply.of(text)
                : new Reply(render(new Notice.Quiet()), text);
    }

    public static boolean isPublic(TicketQueries.OwnTicket ownTicket) {
        return ownTicket.ticket().confidentiality() == Confidentiality.OPEN;
    }

    public Reply replyAbout(IncomingMessage incomingMessage, Ticket ticket, TemplateInstance text) {
        return replyPrivately(incomingMessage, ticket.confidentiality() == Confidentiality.OPEN, render(text));
    }

    public String title(Ticket ticket, String title) {
        return ProgressLines.title(ticket, title);
    }

    public Replies.ProgressLine line(ReceiptNo receipt, Ticket ticket, String title) {
        return ProgressLines.of(receipt, ticket, title, clock.instant());
    }

    public List<Replies.ProgressLine> lines(List<TicketQueries.OwnTicket> ownTickets) {
        return ownTickets.stream()
                .map(one -> line(one.receipt(), one.ticket(), one.title()))
                .toList();
    }
}
