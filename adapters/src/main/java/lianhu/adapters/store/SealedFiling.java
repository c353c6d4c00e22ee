package lianhu.adapters.store;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.Filing;
import lianhu.core.catalogue.Discretion;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.Speaker;

/**
 * A filing with everything encrypted that will be, so that the lane has only to number and write it.
 *
 * @param grams as PostgreSQL reads an array; none for what is sealed
 */
record SealedFiling(
        Filing filing, Buffer title, String grams, Buffer said, Optional<Person> reporter, Optional<Person> relayer) {
    /** Its key waits for the number where she has only a name. */
    record Person(Speaker speaker, Buffer sealed) {}

    static SealedFiling of(Filing filing, Sealed sealed) {
        Report report = filing.report();
        return new SealedFiling(
                filing,
                Buffer.buffer(sealed.title(filing.title())),
                filing.discretion() == Discretion.SEALED ? "{}" : array(sealed.grams(filing.title())),
                Buffer.buffer(sealed.said(report.words(), report.photos())),
                person(Optional.of(report.reporter()), sealed),
                person(report.relayer(), sealed));
    }

    Report report() {
        return filing.report();
    }

    static Buffer key(Person person, ReceiptNo no, Sealed sealed) {
        return Buffer.buffer(sealed.personKey(person.speaker(), no).orElseThrow());
    }

    private static Optional<Person> person(Optional<Speaker> speaker, Sealed sealed) {
        return speaker.filter(Speaker::isKnown).map(one -> new Person(one, Buffer.buffer(sealed.person(one))));
    }

    static String array(Integer[] grams) {
        return Arrays.stream(grams).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
