package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.county.CityHotline;
import lianhu.adapters.web.support.Hotline;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeRenderer;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.report.Channel;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.roster.Post;
import lianhu.core.routing.Owner;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/** Loads the page of a chamber contact: an empty form, and the own proxy reports with their states. */
@Singleton
class ChamberPageModel {
    private static final int MAX_ROWS = 30;

    private final ContactReports contactReports;
    private final AwayCityHotlines awayCityHotlines;
    private final Areas areas;
    private final Catalogue catalogue;
    private final NoticeRenderer noticeRenderer;
    private final Hotline line;
    private final SmsAvailability smsAvailability;
    private final InstantSource clock;

    ChamberPageModel(
            ContactReports contactReports,
            AwayCityHotlines awayCityHotlines,
            Areas areas,
            Catalogue catalogue,
            NoticeRenderer noticeRenderer,
            Hotline line,
            SmsAvailability smsAvailability,
            InstantSource clock) {
        this.contactReports = contactReports;
        this.awayCityHotlines = awayCityHotlines;
        this.areas = areas;
        this.catalogue = catalogue;
        this.noticeRenderer = noticeRenderer;
        this.line = line;
        this.smsAvailability = smsAvailability;
        this.clock = clock;
    }

    Uni<ChamberView> load(Post contact, String token) {
        return contactReports.findByContact(contact).map(ownTicket -> view(contact, token, ownTicket));
    }

    /** With a receipt when the number is one of the own proxy reports. */
    Uni<ChamberView> loadWithReceipt(Post contact, String token, String no) {
        return contactReports
                .findByContact(contact)
                .map(ownTicket -> ownTicket.stream()
                        .filter(one -> one.receipt().digits().equals(no))
                        .findFirst()
                        .map(one -> view(contact, token, ownTicket).withReceipt(receiptCard(one)))
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
                ownTicket.stream().limit(MAX_ROWS).map(this::row).toList(),
                villages(),
                areas.county().code().value(),
                line,
                smsAvailability.canSend(SmsTemplate.RECEIPT) && smsAvailability.canSend(SmsTemplate.RESULT),
                ChamberContact.actsForGrid(contact));
    }

    private static ChamberView.Form blank() {
        return new ChamberView.Form(
                "", "", "", "", "", false, IdempotencyKeys.newKey(), "", "", "", "", "", "", List.of(), false);
    }

    private List<String> villages() {
        return areas.all().stream()
                .map(Area::code)
                .filter(code -> code.level() == Level.VILLAGE && !code.isAway())
                .map(areas::displayName)
                .toList();
    }

    private ChamberView.ReceiptCard receiptCard(OwnTicket ownTicket) {
        Ticket ticket = ownTicket.ticket();
        Optional<CityHotline> local = awayCityHotlines.find(ticket);
        return new ChamberView.ReceiptCard(
                ownTicket.receipt().spoken(),
                owner(ticket),
                ticket.collaborators().stream().map(Owner::name).collect(Collectors.joining("、")),
                ChineseTime.formatDue(ticket.due(), clock.instant()),
                ticket.confidentiality() != Confidentiality.OPEN,
                ticket.urgency() == Urgency.EMERGENCY,
                local.map(ChamberPageModel::spoken).orElse(""),
                local.map(CityHotline::number).orElse(""),
                catalogue
                        .topic(ticket.route().rule())
                        .map(KeywordTopic::advice)
                        .filter(tell -> tell.chars().anyMatch(c -> !Character.isDigit(c)))
                        .orElse(""),
                memberText(ownTicket, local));
    }

    private static String spoken(CityHotline line) {
        return "在" + line.city() + "的这类事，当地有法定的渠道：" + line.name();
    }

    /** The text for the member: the receipt of every channel, with the hotline of the city. */
    private String memberText(OwnTicket ownTicket, Optional<CityHotline> local) {
        Ticket ticket = ownTicket.ticket();
        Notice notice = ticket.owner().isDesk()
                ? new Notice.Received(Channel.AWAY, "", ownTicket.title(), "", ticket.due(), ownTicket.receipt(), "")
                : new Notice.Dispatched(ownTicket.title(), ownTicket.receipt(), owner(ticket), ticket.due());
        String receipt = noticeRenderer.render(notice).text();
        return local.map(line -> receipt + spoken(line) + " " + line.number() + "。")
                .orElse(receipt);
    }

    private static String owner(Ticket ticket) {
        return ticket.owner().isDesk() ? "" : ticket.owner().name();
    }

    private ChamberView.ReportRow row(OwnTicket ownTicket) {
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
        String due = isAnswered
                ? ChineseTime.formatDay(ticket.changedAt())
                : "最迟" + ChineseTime.formatDue(ticket.due(), clock.instant());
        return new ChamberView.ReportRow(
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
                        : memberText(ownTicket, awayCityHotlines.find(ticket)));
    }
}
