package lianhu.adapters.store.intake;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.intake.TicketDraft;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * A draft with its texts and persons encrypted, so that the batcher only has to number and write it.
 *
 * @param ngrams a PostgreSQL array literal; empty for a sealed ticket
 */
public record EncryptedDraft(
        TicketDraft draft,
        Buffer title,
        String ngrams,
        Buffer text,
        Optional<EncryptedPerson> reporter,
        Optional<EncryptedPerson> relayer) {
    /**
     * The key of a person with only a name depends on the receipt number, so it is computed later.
     *
     * @param nameHash keyed, by which the whole name is found; null without a name, and for a sealed report
     */
    record EncryptedPerson(
            PersonDetails person,
            Buffer encrypted,
            @Nullable Buffer nameHash) {}

    static EncryptedDraft of(TicketDraft ticketDraft, ColumnEncryption columnEncryption) {
        Report report = ticketDraft.report();
        return new EncryptedDraft(
                ticketDraft,
                Buffer.buffer(columnEncryption.title(ticketDraft.title())),
                ticketDraft.confidentiality() == Confidentiality.SEALED
                        ? "{}"
                        : array(columnEncryption.ngrams(ticketDraft.title())),
                Buffer.buffer(columnEncryption.text(report.words(), report.attachments())),
                person(Optional.of(report.reporter()), ticketDraft.confidentiality(), columnEncryption),
                person(report.relayer(), ticketDraft.confidentiality(), columnEncryption));
    }

    Report report() {
        return draft.report();
    }

    static Buffer key(EncryptedPerson encryptedPerson, ReceiptNo no, ColumnEncryption columnEncryption) {
        return Buffer.buffer(
                columnEncryption.personKey(encryptedPerson.person(), no).orElseThrow());
    }

    private static Optional<EncryptedPerson> person(
            Optional<PersonDetails> personDetails, Confidentiality confidentiality, ColumnEncryption columnEncryption) {
        return personDetails
                .filter(PersonDetails::isKnown)
                .map(one -> new EncryptedPerson(
                        one,
                        Buffer.buffer(columnEncryption.person(one)),
                        confidentiality == Confidentiality.SEALED
                                ? null
                                : columnEncryption
                                        .nameHash(one.name())
                                        .map(Buffer::buffer)
                                        .orElse(null)));
    }

    public static String array(Integer[] grams) {
        return Arrays.stream(grams).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
