package lianhu.adapters.web.board;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.ticket.TicketNo;

/** Names a matter of the board in a link. A ticket number would tell how many there are, and stands in papers of the staff. */
@Singleton
public class MatterToken {
    private static final String PREFIX = "board:";
    /** Longer than any token of a ticket number. */
    private static final int MAX_LENGTH = 200;

    private final FieldEncryption fieldEncryption;

    MatterToken(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
    }

    String encode(TicketNo no) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fieldEncryption.encrypt(PREFIX + no));
    }

    /** Empty for a text that is no token of this county. */
    Optional<TicketNo> decode(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String plain =
                    fieldEncryption.decrypt(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8)));
            return plain.startsWith(PREFIX) ? TicketNo.parse(plain.substring(PREFIX.length())) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
