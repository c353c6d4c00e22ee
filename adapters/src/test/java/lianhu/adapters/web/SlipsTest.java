package lianhu.adapters.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.vault.Vault;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class SlipsTest {
    private static final Receipt RECEIPT = new Receipt(
            new ReceiptNo("48271938"),
            new TicketNo("GD20261121621099000376"),
            "村口路灯不亮",
            new AreaCode("621099101201001-L001"),
            new Owner(OwnerType.GRID, "621099101201001", "网格员小王"),
            Instant.parse("2026-11-25T09:30:00Z"),
            Urgency.NORMAL,
            Confidentiality.OPEN,
            "",
            NoticeType.RECEIPT);

    private final Slips slips = new Slips(new Vault(new byte[32]));

    @Test
    void reloadingTellsTheSame() {
        // When
        Optional<Slip> read = slips.read(slips.cookie(Slip.of(RECEIPT, "154****2617", "")), "48271938");
        // Then
        assertEquals(RECEIPT, read.orElseThrow().receipt());
        assertEquals("154****2617", read.orElseThrow().phone());
    }

    @Test
    void anothersNumberInTheAddressShowsNothing() {
        // When
        Optional<Slip> read = slips.read(slips.cookie(Slip.of(RECEIPT, "", "")), "51906642");
        // Then
        assertTrue(read.isEmpty());
    }

    @Test
    void aCookieThatIsNotOursShowsNothing() {
        // Given
        String open = Base64.getUrlEncoder().encodeToString("{\"no\":\"48271938\"}".getBytes(StandardCharsets.UTF_8));
        // Then
        assertTrue(slips.read(open, "48271938").isEmpty());
        assertTrue(slips.read("~~", "48271938").isEmpty());
        assertTrue(slips.read("", "48271938").isEmpty());
    }

    @Test
    void whatTheCookieSaysIsNotReadableOnThePhone() {
        // When
        String cookie = slips.cookie(Slip.of(RECEIPT, "", ""));
        // Then
        String raw = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
        assertFalse(raw.contains("路灯"));
        assertTrue(cookie.length() < 3000);
    }
}
