package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.county.SeatLine;
import lianhu.adapters.web.ServiceLine;
import lianhu.adapters.web.SpokenTime;
import lianhu.adapters.web.Typed;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** What lies before a chamber contact: an empty form, and her own errands with where they stand. */
@Singleton
class ChamberDesk {
    private static final int SHOWN = 30;

    private final OwnErrands errands;
    private final SeatLines seatLines;
    private final Areas areas;
    private final Catalogue catalogue;
    private final NoticeRenderer noticeRenderer;
    private final ServiceLine line;
    private final InstantSource clock;

    ChamberDesk(
            OwnErrands errands,
            SeatLines seatLines,
            Areas areas,
            Catalogue catalogue,
            NoticeRenderer noticeRenderer,
            ServiceLine line,
            InstantSource clock) {
        this.errands = errands;
        this.seatLines = seatLines;
        this.areas = areas;
        this.catalogue = catalogue;
        this.noticeRenderer = noticeRenderer;
        this.line = line;
        this.clock = clock;
    }

    Uni<ChamberView> look(Post contact, String token) {
        return errands.of(contact).map(ownTicket -> view(contact, token, ownTicket));
    }

    /** With the receipt of one of her own errands; without it when the number is none of them. */
    Uni<ChamberView> received(Post contact, String token, String no) {
        return errands.of(contact)
                .map(ownTicket -> ownTicket.stream()
                        .filter(one -> one.receipt().digits().equals(no))
                        .findFirst()
                        .map(one -> view(contact, token, ownTicket).giving(got(one)))
                        .orElseGet(() -> view(contact, token, ownTicket)));
    }

    private ChamberView view(Post contact, String token, List<OwnTicket> ownTicket) {
        return new ChamberView(
                token,
                areas.nearest(contact.area()).map(Area::name).orElse(""),
                contact.person(),
                "a",
                blank(),
                List.of(),
                false,
                ownTicket.stream().limit(SHOWN).map(this::row).toList(),
                villages(),
                areas.county().code().value(),
                line);
    }

    private static ChamberView.Form blank() {
        return new ChamberView.Form(
                "", "", "", "", "", false, Typed.newKey(), "", "", "", "", "", "", List.of(), false);
    }

    private List<String> villages() {
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.VILLAGE && !code.isAway())
                .map(areas::displayName)
                .toList();
    }

    private ChamberView.Got got(OwnTicket ownTicket) {
        Ticket ticket = ownTicket.ticket();
        Optional<SeatLine> local = seatLines.of(ticket);
        return new ChamberView.Got(
                ownTicket.receipt().spoken(),
                owner(ticket),
                ticket.collaborators().stream().map(Owner::name).collect(Collectors.joining("、")),
                SpokenTime.due(ticket.due(), clock.instant()),
                ticket.confidentiality() != Confidentiality.OPEN,
                ticket.urgency() == Urgency.EMERGENCY,
                local.map(ChamberDesk::spoken).orElse(""),
                local.map(SeatLine::number).orElse(""),
                catalogue
                        .topic(ticket.route().rule())
                        .map(KeywordTopic::advice)
                        .filter(tell -> tell.chars().anyMatch(c -> !Character.isDigit(c)))
                        .orElse(""),
                copy(ownTicket, local));
    }

    private static String spoken(SeatLine line) {
        return "在" + line.city() + "的这类事，当地有法定的渠道：" + line.name();
    }

    /** For the member: the same receipt as at any door, with the city's line. */
    private String copy(OwnTicket ownTicket, Optional<SeatLine> local) {
        Ticket ticket = ownTicket.ticket();
        Notice notice = ticket.owner().isDesk()
                ? new Notice.Received(Channel.AWAY, "", ownTicket.title(), "", ticket.due(), ownTicket.receipt())
                : new Notice.Dispatched(ownTicket.title(), ownTicket.receipt(), owner(ticket), ticket.due());
        String receipt = noticeRenderer.render(notice).text();
        return local.map(line -> receipt + spoken(line) + " " + line.number() + "。")
                .orElse(receipt);
    }

    private static String owner(Ticket ticket) {
        return ticket.owner().isDesk() ? "" : ticket.owner().name();
    }

    private ChamberView.Row row(OwnTicket ownTicket) {
        Ticket ticket = ownTicket.ticket();
        boolean isAnswered =
                ticket.state() == State.FEEDBACK_DUE || ticket.state().isOver();
        String tag = switch (ticket.state().stage()) {
            case COLLECTING -> "刚收到";
            case ASSIGNING -> ticket.state() == State.DISPATCHED ? "刚交出去" : "在找单位";
            case HANDLING -> "在办";
            case ANSWERING -> "有答复了";
            case ASSESSING -> "办结";
        };
        String due =
                isAnswered ? SpokenTime.day(ticket.changedAt()) : "最迟" + SpokenTime.due(ticket.due(), clock.instant());
        return new ChamberView.Row(
                ownTicket.title(),
                ownTicket.receipt().digits(),
                ownTicket.receipt().spoken(),
                tag,
                isAnswered
                        ? ""
                        : ticket.state() == State.DISPATCHED || ticket.owner().isDesk() ? "h" : "q",
                (ticket.owner().isDesk() ? "县受理台" : ticket.owner().name()) + " · " + due,
                isAnswered
                        ? "“" + ownTicket.title() + "”（受理号 "
                                + ownTicket.receipt().spoken() + "）有答复了，请打开县里的“办到哪了”，或打" + line.name() + " "
                                + line.number() + " 查。"
                        : copy(ownTicket, seatLines.of(ticket)));
    }
}
