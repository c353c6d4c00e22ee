package lianhu.adapters.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Encrypts and decrypts the columns of {@code report_text}, {@code event_text} and {@code report_person}. */
public final class ColumnEncryption {
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

    public DecryptedText text(byte[] encrypted) {
        JsonNode node = RoutingJson.parse(fieldEncryption.decrypt(encrypted));
        List<AttachmentId> photos = new ArrayList<>();
        node.path("photos").forEach(photo -> photos.add(new AttachmentId(photo.asText())));
        return new DecryptedText(RoutingJson.text(node, "words"), List.copyOf(photos));
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

    public byte[] title(String title) {
        return fieldEncryption.encrypt(title);
    }

    public String title(byte[] encrypted) {
        return fieldEncryption.decrypt(encrypted);
    }

    /** The n-gram hashes of a title, by which the database searches without reading the title. */
    public Integer[] ngrams(String title) {
        return fieldEncryption.ngramHashes(title);
    }
}
