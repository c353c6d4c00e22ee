package lianhu.adapters.web.track;

import java.util.ArrayList;
import java.util.List;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** What the reporter of one receipt said and sent; others may have reported the same. */
record OwnReport(TicketDetails file, ReceiptNo no) {
    List<String> words() {
        List<String> words = new ArrayList<>();
        file.texts().stream().filter(said -> said.receipt().equals(no)).forEach(said -> words.add(said.text()));
        additions().forEach(event -> words.add(event.words()));
        return words.stream().filter(text -> !text.isBlank()).toList();
    }

    List<String> photos() {
        List<AttachmentId> photos = new ArrayList<>();
        file.texts().stream()
                .filter(said -> said.receipt().equals(no))
                .forEach(said -> photos.addAll(said.attachments()));
        additions().forEach(event -> photos.addAll(event.attachments()));
        return photoHashes(photos);
    }

    /** What the reporter of this receipt added, also with 没好. */
    private List<TicketEvent> additions() {
        return file.history().stream()
                .filter(event -> switch (event.change()) {
                    case Change.Supplemented added ->
                        added.receipt().filter(no::equals).isPresent();
                    case Change.Reopened again -> isOfReporter(event);
                    default -> false;
                })
                .toList();
    }

    private boolean isOfReporter(TicketEvent event) {
        return event.by().type() == Actor.Type.REPORTER && event.by().id().equals(no.digits());
    }

    /** The person who said 没好. The desk does so for a reporter who telephones. */
    String objector(TicketEvent event) {
        return event.by().type() != Actor.Type.REPORTER || isOfReporter(event) ? "您" : "别的报事人";
    }

    static List<String> photoHashes(List<AttachmentId> photos) {
        return photos.stream()
                .filter(photo -> !photo.isVoice())
                .map(AttachmentId::sha256)
                .distinct()
                .toList();
    }
}
