package lianhu.adapters.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import org.jboss.logging.Logger;

/** Encrypts and decrypts the columns of {@code report_text}, {@code event_text} and {@code report_person}. */
public final class ColumnEncryption {
    /** Stands for a title, a text or a name that cannot be read. */
    public static final String UNREADABLE = "读不出";

    private static final Logger LOG = Logger.getLogger(ColumnEncryption.class);

    private final FieldEncryption fieldEncryption;

    public ColumnEncryption(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
    }

    /** A text and its photos. */
    public record DecryptedText(String words, List<AttachmentId> photos) {}

    public byte[] text(String words, List<AttachmentId> photos) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("words", words);
        ArrayNode array = node.putArray("photos");
        photos.forEach(photo -> array.add(photo.sha256()));
        return fieldEncryption.encrypt(node.toString());
    }

    /** {@link #UNREADABLE} for a value that cannot be read: it must not hide the ticket, and no other ticket. */
    public DecryptedText text(byte[] encrypted) {
        return readable(() -> {
                    JsonNode node = RoutingJson.parse(fieldEncryption.decrypt(encrypted));
                    List<AttachmentId> photos = new ArrayList<>();
                    node.path("photos").forEach(photo -> photos.add(new AttachmentId(photo.asText())));
                    return new DecryptedText(RoutingJson.text(node, "words"), List.copyOf(photos));
                })
                .orElseGet(() -> new DecryptedText(UNREADABLE, List.of()));
    }

    public byte[] person(PersonDetails personDetails) {
        return fieldEncryption.encrypt(JsonNodeFactory.instance
                .objectNode()
                .put("identity", personDetails.identity())
                .put("name", personDetails.name())
                .put("phone", personDetails.phone())
                .toString());
    }

    public PersonDetails person(byte[] encrypted) {
        JsonNode node = RoutingJson.parse(fieldEncryption.decrypt(encrypted));
        return new PersonDetails(
                RoutingJson.text(node, "identity"), RoutingJson.text(node, "name"), RoutingJson.text(node, "phone"));
    }

    /**
     * The hash by which the reports of a person are found. That of a person with only a name is derived from the receipt
     * number. Persons with one telephone number have one hash, so it never leads to a name.
     */
    public Optional<byte[]> personKey(PersonDetails personDetails, ReceiptNo receipt) {
        if (!personDetails.isKnown()) {
            return Optional.empty();
        }
        return Optional.of(fieldEncryption.keyedHash(
                personDetails.lookupKey().isEmpty() ? "receipt:" + receipt : personDetails.lookupKey()));
    }

    /** The hash by which the reports of a whole name are found; empty for a text that is no name. */
    public Optional<byte[]> nameHash(String name) {
        return Optional.of(PersonSearch.nameKey(name))
                .filter(key -> !key.isEmpty())
                .map(fieldEncryption::keyedHash);
    }

    public byte[] title(String title) {
        return fieldEncryption.encrypt(title);
    }

    /** {@link #UNREADABLE} for a value that cannot be read. */
    public String title(byte[] encrypted) {
        return readable(() -> fieldEncryption.decrypt(encrypted)).orElse(UNREADABLE);
    }

    /** Empty, and counted, when a stored value or row cannot be read. */
    public <T> Optional<T> readable(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The class alone: a message may quote what is stored.
            LOG.warnf("a stored value cannot be read: %s", e.getClass().getName());
            fieldEncryption.countUnreadable();
            return Optional.empty();
        }
    }

    /** The n-gram hashes of a title, by which the database searches without reading the title. */
    public Integer[] ngrams(String title) {
        return fieldEncryption.ngramHashes(title);
    }
}
