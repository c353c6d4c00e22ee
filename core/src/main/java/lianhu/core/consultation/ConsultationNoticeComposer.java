package lianhu.core.consultation;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.WorkLinks;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Change.Consulted.Step;
import lianhu.core.ticket.TicketEvent;

/** Composes what the parties of a consultation, its convenor and leaders are told, from what is committed. */
public final class ConsultationNoticeComposer {
    private final ConsultationRepository repository;
    private final WorkLinks workLinks;
    private final String publicUrl;

    /** @param publicUrl address of the pages, without a slash at its end */
    public ConsultationNoticeComposer(ConsultationRepository repository, WorkLinks workLinks, String publicUrl) {
        this.repository = repository;
        this.workLinks = workLinks;
        this.publicUrl = publicUrl;
    }

    /** Empty when the delivery is obsolete: the consultation has ended, or its words are erased. */
    public Uni<Optional<Notice>> compose(Delivery delivery, TicketDetails details) {
        return repository
                .find(details.ticket().no())
                .map(all -> find(delivery.version(), details.history(), all)
                        .flatMap(one -> compose(delivery, details, one)));
    }

    /** The consultation that the ticket's event of this number is about. */
    public static Optional<Consultation> find(int seq, List<TicketEvent> history, List<Consultation> all) {
        return history.stream()
                .filter(event -> event.seq() == seq && event.change() instanceof Change.Consulted)
                .map(event -> ((Change.Consulted) event.change()).number())
                .flatMap(number -> all.stream().filter(one -> one.number() == number))
                .findFirst();
    }

    private Optional<Notice> compose(Delivery delivery, TicketDetails details, Consultation one) {
        String place = one.matter() instanceof Matter.Whistle whistle ? whistle.place() : "";
        if (delivery.type() == NoticeType.CONSULTATION_ENDED) {
            return details.history().stream()
                    .filter(event -> event.change() instanceof Change.Consulted consulted
                            && consulted.number() == one.number()
                            && consulted.step() == Step.ENDED)
                    .findFirst()
                    .map(event ->
                            new Notice.OfConsultation.Ended(one.ticket(), one.kind(), details.title(), event.words()));
        }
        if (!one.isOpen()) {
            return Optional.empty();
        }
        String link =
                workLinks.ticketPage(delivery).map(path -> publicUrl + path).orElse("");
        return Optional.of(
                delivery.type() == NoticeType.CONSULTATION
                        ? new Notice.OfConsultation.Called(
                                one.ticket(),
                                one.kind(),
                                details.title(),
                                place,
                                one.matter().words(),
                                one.convenor().name(),
                                one.answerBy(),
                                link)
                        : overdue(delivery, details, one, place, link));
    }

    /** Of what is not open to all a leader reads who is silent, and no more. */
    private static Notice overdue(
            Delivery delivery, TicketDetails details, Consultation one, String place, String link) {
        boolean isShown = details.ticket().confidentiality() == Confidentiality.OPEN
                || delivery.recipient().id().equals(one.convenor().id());
        return new Notice.OfConsultation.Overdue(
                one.ticket(),
                one.kind(),
                isShown ? details.title() : "",
                isShown ? place : "",
                one.silent().stream().map(party -> party.owner().name()).toList(),
                one.answerBy(),
                isShown ? link : "");
    }
}
