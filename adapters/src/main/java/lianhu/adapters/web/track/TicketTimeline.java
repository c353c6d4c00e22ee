package lianhu.adapters.web.track;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.ReportedResult;
import lianhu.core.query.TicketQueries.ReportText;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MeTooText;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/**
 * A ticket as its reporter sees it. Pure. Without a proof it shows the stage, the owner and the due date, and the title and
 * the result only of a ticket that is not confidential. Reasons that staff give each other are never shown.
 *
 * @param isOpened with a proof of the receipt
 * @param isRated whether its reporter has said how satisfied they are
 */
record TicketTimeline(TicketDetails file, ReceiptNo no, boolean isOpened, boolean isRated, Instant now) {
    static final Set<State> UNASSIGNED_STATES = Set.of(State.TRIAGED, State.RETURN_REVIEW, State.ADJUDICATING);

    /** The page of a household that said 我也是 shows what the public board shows: it may be anybody's. */
    TrackView view(Areas areas, Set<ActionType> legal, String key, Hotline line, PageMessage message, int triesLeft) {
        if (isMeToo()) {
            return new MeTooTimeline(this).view(areas, legal, key, line, message, triesLeft);
        }
        Ticket ticket = file.ticket();
        boolean isDue = QueueFilter.isClockRunning(ticket) && !(ticket.isSealed() && isTakenUp());
        return new TrackView(
                new TrackView.Heading(
                        no.digits(),
                        no.spoken(),
                        ticket.isSealed() ? "单独登记的一件" : isPublic() ? file.title() : "一件不公开的事",
                        isPublic() && !ticket.isSealed() ? areas.displayName(ticket.area()) : "",
                        ticket.drillNotice()),
                new TrackView.Progress(
                        tone(),
                        headlinePrefix(),
                        headline(),
                        note(),
                        isDue ? ChineseTime.formatDue(ticket.due(), now) : "",
                        isDue ? ChineseTime.formatRemaining(ticket.due(), now) : ""),
                ticket.isSealed() ? List.of() : TimelineSteps.of(this),
                isOpened ? details(legal) : TrackView.Details.HIDDEN,
                message,
                triesLeft,
                key,
                line);
    }

    /** A family shares a phone: of a sealed ticket it shows no words and no photos but the answer, behind a button. */
    private TrackView.Details details(Set<ActionType> legal) {
        return file.ticket().isSealed()
                ? new TrackView.Details(true, "", answer(), List.of(), List.of(), reporterActions(legal))
                : new TrackView.Details(
                        true,
                        ReporterQuestion.of(this),
                        own().words(),
                        own().photos(),
                        OwnReport.photoHashes(resultAttachments()),
                        reporterActions(legal));
    }

    private List<String> answer() {
        return hasResult()
                ? result().map(TicketEvent::words).filter(text -> !text.isBlank()).stream()
                        .toList()
                : List.of();
    }

    private boolean isTakenUp() {
        return lastEvent(Change.Accepted.class).isPresent();
    }

    private List<AttachmentId> resultAttachments() {
        return result().map(TicketEvent::attachments).orElse(List.of());
    }

    /** What this household said on the public board; empty for another report. */
    Optional<String> meTooText() {
        return file.texts().stream()
                .filter(said -> said.receipt().equals(no) && MeTooText.matches(said.text()))
                .map(ReportText::text)
                .findFirst();
    }

    /** Once the words are erased, nobody knows which of the later reports were such. */
    private boolean isMeToo() {
        boolean isFirst = file.receipts().stream()
                .findFirst()
                .filter(first -> first.receipt().equals(no))
                .isPresent();
        return !file.ticket().isSealed()
                && (meTooText().isPresent()
                        || areWordsErased() && !isFirst && file.receipts().size() > 1);
    }

    /** Whether its reporter reads the result on this page; a visitor without a proof may be anybody. */
    boolean showsResultToReporter() {
        return isOpened && !file.ticket().isSealed() && hasResult() && result().isPresent() && !areWordsErased();
    }

    /** Whether the reporter of this receipt may see the photo. */
    boolean showsPhoto(AttachmentId photo) {
        return isOpened
                && !isMeToo()
                && (own().photos().contains(photo.sha256())
                        || resultAttachments().contains(photo));
    }

    /**
     * What a reporter may do on the page. One of several reporters cannot withdraw a ticket, and a household that only said
     * 我也是 cannot say for all that it is settled.
     */
    List<String> reporterActions(Set<ActionType> legal) {
        List<String> may = new ArrayList<>();
        if (legal.contains(ActionType.WITHDRAW) && file.receipts().size() <= 1) {
            may.add("withdraw");
        }
        if (legal.contains(ActionType.SUPPLEMENT)) {
            may.add("add");
        }
        if (legal.contains(ActionType.CLOSE) && !isMeToo()) {
            may.add("content");
        }
        if (legal.contains(ActionType.REOPEN)) {
            may.add("again");
        }
        if (isRatable() && !isRated) {
            may.add("rate");
        }
        return List.copyOf(may);
    }

    /** A reporter is asked for a rating when the matter is over with a result. */
    boolean isRatable() {
        return isOpened && file.ticket().state() == State.CLOSED && result().isPresent();
    }

    Optional<TicketEvent> result() {
        return ReportedResult.in(file.history());
    }

    boolean isSolved() {
        return result().map(event -> event.change() instanceof Change.ResultSubmitted done && done.isSolved())
                .orElse(true);
    }

    private Optional<TicketEvent> lastEvent(Class<? extends Change> type) {
        return file.history().reversed().stream()
                .filter(event -> type.isInstance(event.change()))
                .findFirst();
    }

    boolean isPublic() {
        return isOpened || file.ticket().confidentiality() == Confidentiality.OPEN;
    }

    boolean hasResult() {
        return file.ticket().state() == State.FEEDBACK_DUE || file.ticket().state() == State.CLOSED;
    }

    private String tone() {
        Ticket ticket = file.ticket();
        if (ticket.isSealed()) {
            return "sealed";
        }
        if (hasResult() && result().isPresent()) {
            return isSolved() ? "done" : "cannot";
        }
        return ticket.state().isOver() ? "over" : UNASSIGNED_STATES.contains(ticket.state()) ? "waiting" : "working";
    }

    private String headlinePrefix() {
        if (!hasResult() || file.ticket().isSealed()) {
            return "现在";
        }
        return result().map(event -> ChineseTime.formatDay(event.at()) + (isSolved() ? "办好了" : "答复"))
                .orElse("现在");
    }

    private String headline() {
        Ticket ticket = file.ticket();
        Owner lead = ticket.owner();
        if (ticket.isSealed()) {
            return hasResult() ? "有了答复" : isTakenUp() ? "受理了，由专人在办" : "已单独登记，封存着";
        }
        if (hasResult() && result().isPresent()) {
            return areWordsErased()
                    ? isSolved() ? "办好了" : "有了答复"
                    : isPublic() ? result().orElseThrow().words() : isSolved() ? "办好了，结果只给本人看" : "有了答复，只给本人看";
        }
        return switch (ticket.state()) {
            case TRIAGED, RETURN_REVIEW, ADJUDICATING -> "正在找该管的单位";
            case DISPATCHED -> "交给了" + lead.name();
            case ACCEPTED, EXTENSION_REVIEW -> lead.name() + "在办";
            case WAITING_REPORTER -> "在等您回一句话";
            case RESULT_SUBMITTED -> lead.name() + "办了，受理台在核，核过告诉您";
            case FEEDBACK_DUE, CLOSED -> "办结了";
            case WITHDRAWN -> "您撤回了，不再办";
            case MERGED -> "和另一件并到一起办";
        };
    }

    private boolean areWordsErased() {
        return file.ticket().erased().contains(ContentKind.WORDS);
    }

    private String note() {
        Ticket ticket = file.ticket();
        String erasure = erasure();
        if (!erasure.isEmpty()) {
            return erasure + "；办理经过还在。";
        }
        if (ticket.isSealed()) {
            return "您的姓名、电话和原话不进群，不给联户长、网格员和村里，不给被反映的人。"
                    + lastEvent(Change.DisclosureViewed.class)
                            .map(event -> ChineseTime.formatDay(event.at()) + "经两人批准看过您是谁，留了记录。")
                            .orElse("");
        }
        if (ticket.state() == State.CLOSED) {
            return "已经办结。十天内说“没好”，还给您重办。";
        }
        if (QueueFilter.isUnansweredCall(ticket) && isPublic()) {
            return "还没有人应，还在叫。别等：先打119、120、110。";
        }
        if (ticket.state() == State.WAITING_REPORTER) {
            return ReporterQuestion.note(this);
        }
        return lastEvent(Change.Reopened.class)
                .filter(event -> !hasResult())
                .map(event -> own().objector(event) + "说没好，正在重办，号码不变。")
                .orElse("");
    }

    OwnReport own() {
        return new OwnReport(file, no);
    }

    /** All that was erased, 已按保存期限删除原话、姓名电话; empty for nothing. */
    private String erasure() {
        Set<ContentKind> held = file.history().stream()
                .flatMap(event -> event.change() instanceof Change.Erased erased
                        ? erased.held().stream()
                        : Stream.<ContentKind>empty())
                .collect(Collectors.toSet());
        return lastEvent(Change.Erased.class)
                .map(event -> erasure(((Change.Erased) event.change()).basis(), held))
                .orElse("");
    }

    static String erasure(ErasureBasis basis, Set<ContentKind> held) {
        return held.isEmpty() ? "" : "已" + basis.label() + "删除" + ContentKind.labels(held);
    }
}
