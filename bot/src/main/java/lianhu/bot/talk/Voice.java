package lianhu.bot.talk;

import io.quarkus.qute.TemplateInstance;
import java.util.List;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Discretion;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Wording;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.templates.CountyVoice;
import lianhu.templates.Plain;
import lianhu.templates.SpokenDay;
import lianhu.templates.SpokenState;
import lianhu.templates.Texts;
import lianhu.templates.reply.ProgressLine;

/** All that is needed to put an answer into words. */
public record Voice(Wording wording, Texts texts, SpokenDay days, CountyVoice county) {
    /** What a sealed matter is called, also to the one who told it: the message may be seen over a shoulder. */
    private static final String SEALED = "您单独登记的事";

    String say(TemplateInstance text) {
        return texts.say(text);
    }

    String say(Notice notice) {
        return wording.of(notice).text();
    }

    /** What does not belong among neighbours is answered by the constant sentence there, and in full aside. */
    Answer discreetly(Utterance utterance, boolean isPublic, String text) {
        return isPublic || !utterance.place().isGroup() ? Answer.said(text) : new Answer(say(new Notice.Quiet()), text);
    }

    static boolean isPublic(Worklist.Own own) {
        return own.ticket().discretion() == Discretion.OPEN;
    }

    Answer about(Utterance utterance, Ticket ticket, TemplateInstance text) {
        return discreetly(utterance, ticket.discretion() == Discretion.OPEN, say(text));
    }

    String title(Ticket ticket, String title) {
        return ticket.isSealed() ? SEALED : Plain.of(title);
    }

    ProgressLine line(ReceiptNo receipt, Ticket ticket, String title) {
        boolean isDone = ticket.state().isOver() || ticket.state() == State.FEEDBACK_DUE;
        boolean isNamed = !ticket.isSealed() && !ticket.lead().isDesk();
        return new ProgressLine(
                title(ticket, title),
                receipt.spoken(),
                SpokenState.of(ticket.state()),
                isNamed ? ticket.lead().name() : "",
                isDone ? "" : days.by(ticket.due()));
    }

    List<ProgressLine> lines(List<Worklist.Own> own) {
        return own.stream()
                .map(one -> line(one.receipt(), one.ticket(), one.title()))
                .toList();
    }
}
