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
import lianhu.core.Worklist.Own;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Wording;
import lianhu.core.people.Post;
import lianhu.core.report.Channel;
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
    private final Wording wording;
    private final ServiceLine line;
    private final InstantSource clock;

    ChamberDesk(
            OwnErrands errands,
            SeatLines seatLines,
            Areas areas,
            Catalogue catalogue,
            Wording wording,
            ServiceLine line,
            InstantSource clock) {
        this.errands = errands;
        this.seatLines = seatLines;
        this.areas = areas;
        this.catalogue = catalogue;
        this.wording = wording;
        this.line = line;
        this.clock = clock;
    }

    Uni<ChamberView> look(Post contact, String token) {
        return errands.of(contact).map(own -> view(contact, token, own));
    }

    /** With the receipt of one of her own errands; without it when the number is none of them. */
    Uni<ChamberView> received(Post contact, String token, String no) {
        return errands.of(contact)
                .map(own -> own.stream()
                        .filter(one -> one.receipt().digits().equals(no))
                        .findFirst()
                        .map(one -> view(contact, token, own).giving(got(one)))
                        .orElseGet(() -> view(contact, token, own)));
    }

    private ChamberView view(Post contact, String token, List<Own> own) {
        return new ChamberView(
                token,
                areas.nearest(contact.area()).map(Area::name).orElse(""),
                contact.person(),
                "a",
                blank(),
                List.of(),
                false,
                own.stream().limit(SHOWN).map(this::row).toList(),
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
                .map(areas::spoken)
                .toList();
    }

    private ChamberView.Got got(Own own) {
        Ticket ticket = own.ticket();
        Optional<SeatLine> local = seatLines.of(ticket);
        return new ChamberView.Got(
                own.receipt().spoken(),
                owner(ticket),
                ticket.helpers().stream().map(Owner::name).collect(Collectors.joining("、")),
                SpokenTime.due(ticket.due(), clock.instant()),
                ticket.discretion() != Discretion.OPEN,
                ticket.urgency() == Urgency.EMERGENCY,
                local.map(ChamberDesk::spoken).orElse(""),
                local.map(SeatLine::number).orElse(""),
                catalogue
                        .topic(ticket.route().rule())
                        .map(Topic::tell)
                        .filter(tell -> tell.chars().anyMatch(c -> !Character.isDigit(c)))
                        .orElse(""),
                copy(own, local));
    }

    private static String spoken(SeatLine line) {
        return "在" + line.city() + "的这类事，当地有法定的渠道：" + line.name();
    }

    /** For the member: the same receipt as at any door, with the city's line. */
    private String copy(Own own, Optional<SeatLine> local) {
        Ticket ticket = own.ticket();
        Notice notice = ticket.lead().isDesk()
                ? new Notice.Received(Channel.AWAY, "", own.title(), "", ticket.due(), own.receipt())
                : new Notice.Dispatched(own.title(), own.receipt(), owner(ticket), ticket.due());
        String receipt = wording.of(notice).text();
        return local.map(line -> receipt + spoken(line) + " " + line.number() + "。")
                .orElse(receipt);
    }

    private static String owner(Ticket ticket) {
        return ticket.lead().isDesk() ? "" : ticket.lead().name();
    }

    private ChamberView.Row row(Own own) {
        Ticket ticket = own.ticket();
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
                own.title(),
                own.receipt().digits(),
                own.receipt().spoken(),
                tag,
                isAnswered
                        ? ""
                        : ticket.state() == State.DISPATCHED || ticket.lead().isDesk() ? "h" : "q",
                (ticket.lead().isDesk() ? "县受理台" : ticket.lead().name()) + " · " + due,
                isAnswered
                        ? "“" + own.title() + "”（受理号 " + own.receipt().spoken() + "）有答复了，请打开县里的“办到哪了”，或打" + line.name()
                                + " " + line.number() + " 查。"
                        : copy(own, seatLines.of(ticket)));
    }
}
