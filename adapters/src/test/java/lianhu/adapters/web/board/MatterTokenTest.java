package lianhu.adapters.web.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class MatterTokenTest {
    private static final TicketNo NO = TicketNo.parse("GD20261121621099000376").orElseThrow();

    private final FieldEncryption fieldEncryption =
            new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII));
    private final MatterToken tokens = new MatterToken(fieldEncryption);

    @Test
    void aTokenNamesOneTicketAndDoesNotShowItsNumber() {
        String token = tokens.encode(NO);
        assertEquals(Optional.of(NO), tokens.decode(token));
        assertFalse(token.contains("0376"));
        assertNotEquals(token, tokens.encode(NO), "two pages cannot be compared");
    }

    @Test
    void whatWasNotMadeForTheBoardIsNoToken() {
        String other = Base64.getUrlEncoder().withoutPadding().encodeToString(fieldEncryption.encrypt(NO.value()));
        assertEquals(Optional.empty(), tokens.decode(other));
        assertEquals(Optional.empty(), tokens.decode(""));
        assertEquals(Optional.empty(), tokens.decode(NO.value()));
        assertEquals(Optional.empty(), tokens.decode("a".repeat(5_000)));
        assertEquals(Optional.empty(), tokens.decode("路灯"));
    }
}
