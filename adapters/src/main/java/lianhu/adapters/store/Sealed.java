package lianhu.adapters.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.vault.Vault;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** What stands sealed in {@code report_text}, {@code event_text} and {@code person}. */
public final class Sealed {
    private final Vault vault;

    public Sealed(Vault vault) {
        this.vault = vault;
    }

    /** Words and the photos that came with them. */
    public record Said(String words, List<AttachmentId> photos) {}

    public byte[] said(String words, List<AttachmentId> photos) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("words", words);
        ArrayNode array = node.putArray("photos");
        photos.forEach(photo -> array.add(photo.sha256()));
        return vault.seal(node.toString());
    }

    public Said said(byte[] sealed) {
        JsonNode node = RouteJson.parse(vault.open(sealed));
        List<AttachmentId> photos = new ArrayList<>();
        node.path("photos").forEach(photo -> photos.add(new AttachmentId(photo.asText())));
        return new Said(RouteJson.text(node, "words"), List.copyOf(photos));
    }

    public byte[] person(PersonDetails personDetails) {
        return vault.seal(JsonNodeFactory.instance
                .objectNode()
                .put("identity", personDetails.identity())
                .put("name", personDetails.name())
                .put("phone", personDetails.phone())
                .toString());
    }

    public PersonDetails person(byte[] sealed) {
        JsonNode node = RouteJson.parse(vault.open(sealed));
        return new PersonDetails(
                RouteJson.text(node, "identity"), RouteJson.text(node, "name"), RouteJson.text(node, "phone"));
    }

    /** Under which the person of a report is kept; one with nothing but a name is known by the receipt alone. */
    public Optional<byte[]> personKey(PersonDetails personDetails, ReceiptNo receipt) {
        if (!personDetails.isKnown()) {
            return Optional.empty();
        }
        return Optional.of(
                vault.hash(personDetails.lookupKey().isEmpty() ? "receipt:" + receipt : personDetails.lookupKey()));
    }

    public byte[] title(String title) {
        return vault.seal(title);
    }

    public String title(byte[] sealed) {
        return vault.open(sealed);
    }

    /** Of a title, for the search that the database cannot read. */
    Integer[] grams(String title) {
        return vault.grams(title);
    }
}
