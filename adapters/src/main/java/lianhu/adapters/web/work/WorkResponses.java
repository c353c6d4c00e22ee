package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.outbound.ReporterCalls;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** The pages of those who have tickets now, and what they do there, under any link that opens their tickets. */
@Singleton
public class WorkResponses {
    private static final String RETURNED = "RETURN";
    private static final Map<String, String> MESSAGES = Map.of(
            "ACCEPT",
            "签收了。",
            RETURNED,
            "退回了，受理台会另派。",
            "RESULT",
            "记下了，会告诉报事的人。",
            "EXTEND",
            "申请了延期，等受理台定；定下来告诉您。没定以前，还按原来的日子办。",
            "ASK",
            "问了报事的人，钟先停着。有了回话发给您；到时候没有回话，会请您按现有的情况接着办。",
            "RESUME",
            "接着办，等的时间补上了。",
            "REPLY",
            "回复记下了，受理台看得到。",
            "ACKNOWLEDGE",
            "记下了，是您应的。不再往下叫人。",
            "CALLING",
            "您的电话马上会响，接起来按 1，再接通报事的人。双方都看不到对方的号码。");

    private final WorkTickets workTickets;
    private final WorkPageModel pageModel;
    private final PhotoUploads photoUploads;
    private final HtmlResponses htmlResponses;
    private final Hotline line;

    WorkResponses(
            WorkTickets workTickets,
            WorkPageModel pageModel,
            PhotoUploads photoUploads,
            HtmlResponses htmlResponses,
            Hotline line) {
        this.workTickets = workTickets;
        this.pageModel = pageModel;
        this.photoUploads = photoUploads;
        this.htmlResponses = htmlResponses;
        this.line = line;
    }

    /** @param said name of what was done last; empty for nothing */
    public Uni<WorkView> list(WorkLink link, String cursor, String said) {
        return pageModel.list(link, cursor, message(said));
    }

    /** The only ticket of the link, or the list. */
    Uni<Response> page(WorkLink link, String cursor, String said) {
        return link.ticket()
                .map(no -> open(link, no, said))
                .orElseGet(() -> list(link, cursor, said).chain(view -> htmlResponses.page(WorkTemplates.work(view))));
    }

    /** 404 for a ticket that is not with the holder of the link. */
    public Uni<Response> ticket(WorkLink link, String no, String said) {
        return withTicket(link, no, ticket -> open(link, ticket, said));
    }

    public Uni<Response> act(WorkLink link, WorkForm form) {
        return withTicket(
                link,
                form.no,
                no -> action(link, form.action)
                        .map(action -> act(link, no, form, action))
                        .orElseGet(() -> ended(link)));
    }

    private static Optional<Action> action(WorkLink link, String name) {
        return switch (name) {
            case "accept" -> Optional.of(Action.of(ActionType.ACCEPT, link.holder()));
            case "return" -> Optional.of(Action.of(ActionType.RETURN, link.holder()));
            case "result" -> Optional.of(Action.of(ActionType.RESULT, link.holder()));
            case "cannot" ->
                Optional.of(Action.of(ActionType.RESULT, link.holder()).unsolved());
            case "extend" -> Optional.of(Action.of(ActionType.EXTEND, link.holder()));
            case "ask" -> Optional.of(Action.of(ActionType.ASK, link.holder()));
            case "resume" -> Optional.of(Action.of(ActionType.RESUME, link.holder()));
            case "reply" -> Optional.of(Action.of(ActionType.REPLY, link.holder()));
            case "heard" -> Optional.of(Action.of(ActionType.ACKNOWLEDGE, link.holder()));
            default -> Optional.empty();
        };
    }

    private Uni<Response> act(WorkLink link, TicketNo no, WorkForm form, Action action) {
        String error = form.error();
        if (!error.isEmpty()) {
            return rejected(link, no, error);
        }
        // The forms of all tickets of a list have the same key.
        MessageSource source = new MessageSource("work", link.holder().id(), no.value() + ":" + form.idempotencyKey());
        Action told = action.withWords(form.text()).withSource(source);
        Action whole = form.day().map(told::until).orElse(told);
        return action.type() == ActionType.RESULT
                ? photoUploads.store(
                        form.files(),
                        kept -> apply(link, no, form, whole.withAttachments(kept)),
                        why -> rejected(link, no, why + form.written()))
                : apply(link, no, form, whole);
    }

    private Uni<Response> apply(WorkLink link, TicketNo no, WorkForm form, Action action) {
        return workTickets.act(link, no, form.version, action).chain(outcome -> switch (outcome) {
            case Outcome.Done done -> {
                String page = action.type() == ActionType.RETURN ? "" : "/" + no.value();
                yield htmlResponses.redirect(link.path() + page + "?said=" + action.type());
            }
            case Outcome.Rejected rejected -> rejected(link, no, rejected.why());
            case Outcome.VersionConflict conflict -> rejected(link, no, "这件事刚刚有了变化，下面是它现在的样子。" + form.written());
            case Outcome.NotFound notFound -> ended(link);
        });
    }

    /** The holder's telephone rings, then that of the reporter. */
    public Uni<Response> call(WorkLink link, String no) {
        return withTicket(
                link,
                no,
                ticket -> pageModel
                        .call(link, ticket)
                        .chain(answer ->
                                answer.map(one -> called(link, ticket, one)).orElseGet(() -> ended(link))));
    }

    private Uni<Response> called(WorkLink link, TicketNo no, ReporterCalls.Answer answer) {
        return switch (answer) {
            case CALLING -> htmlResponses.redirect(link.path() + "/" + no.value() + "?said=" + answer);
            case NO_LINE -> rejected(link, no, "县里没有接往外打的线路，打不了。请找值班室要号码。");
            case NOT_NOW -> rejected(link, no, "这个时候县里不打扰居民，过一会儿再打；急事不限。");
            case NO_OWN_NUMBER -> rejected(link, no, "名单里没有您的电话，或者是不能打的号码。请受理台补上再打。");
            case NO_REPORTER_NUMBER -> rejected(link, no, "报事的人没有留能打的电话。");
        };
    }

    /** For a link that opens nothing. */
    public Uni<Response> ended() {
        return htmlResponses.page(404, WorkTemplates.ended(line));
    }

    /** For a ticket that is not with the holder of the link. */
    public Uni<Response> ended(WorkLink link) {
        return link.expires() ? ended() : htmlResponses.page(404, WorkTemplates.elsewhere(link.path(), line));
    }

    private Uni<Response> rejected(WorkLink link, TicketNo no, String why) {
        return pageModel
                .open(link, no, PageMessage.rejected(why))
                .chain(view -> view.map(one -> htmlResponses.page(409, WorkTemplates.work(one)))
                        .orElseGet(() -> ended(link)));
    }

    private Uni<Response> open(WorkLink link, TicketNo no, String said) {
        return pageModel
                .open(link, no, message(said))
                .map(view -> view.isEmpty() && said.equals(RETURNED)
                        ? Optional.of(pageModel.empty(link, message(said)))
                        : view)
                .chain(view -> view.map(one -> htmlResponses.page(WorkTemplates.work(one)))
                        .orElseGet(() -> ended(link)));
    }

    private static PageMessage message(String said) {
        return new PageMessage(MESSAGES.getOrDefault(said, ""), false);
    }

    private Uni<Response> withTicket(WorkLink link, @Nullable String no, Function<TicketNo, Uni<Response>> page) {
        return TicketNo.parse(no == null ? "" : no).map(page).orElseGet(() -> ended(link));
    }
}
