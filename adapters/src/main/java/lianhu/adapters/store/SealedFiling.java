package lianhu.adapters.store;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.intake.TicketDraft;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;

/**
 * A filing with everything encrypted that will be, so that the lane has only to number and write it.
 *
 * @param grams as PostgreSQL reads an array; none for what is sealed
 */
record SealedFiling(
        TicketDraft filing,
        Buffer title,
        String grams,
        Buffer said,
        Optional<Person> reporter,
        Optional<Person> relayer) {
    /** Its key waits for the number where she has only a name. */
    record Person(PersonDetails speaker, Buffer sealed) {}

    static SealedFiling of(TicketDraft ticketDraft, Sealed sealed) {
        Report report = ticketDraft.report();
        return new SealedFiling(
                ticketDraft,
                Buffer.buffer(sealed.title(ticketDraft.title())),
                ticketDraft.confidentiality() == Confidentiality.SEALED
                        ? "{}"
                        : array(sealed.grams(ticketDraft.title())),
                Buffer.buffer(sealed.said(report.words(), report.attachments())),
                person(Optional.of(report.reporter()), sealed),
                person(report.relayer(), sealed));
    }

    Report report() {
        return filing.report();
    }

    static Buffer key(Person person, ReceiptNo no, Sealed sealed) {
        return Buffer.buffer(sealed.personKey(person.speaker(), no).orElseThrow());
    }

    private static Optional<Person> person(Optional<PersonDetails> personDetails, Sealed sealed) {
        return personDetails
                .filter(PersonDetails::isKnown)
                .map(one -> new Person(one, Buffer.buffer(sealed.person(one))));
    }

    static String array(Integer[] grams) {
        return Arrays.stream(grams).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
