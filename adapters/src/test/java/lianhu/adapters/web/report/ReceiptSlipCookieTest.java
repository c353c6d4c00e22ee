package lianhu.adapters.web.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
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

class ReceiptSlipCookieTest {
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

    private final ReceiptSlipCookie receiptSlipCookie = new ReceiptSlipCookie(new FieldEncryption(new byte[32]));

    @Test
    void reloadingTellsTheSame() {
        // When
        Optional<ReceiptSlip> read = receiptSlipCookie.decode(
                receiptSlipCookie.encode(ReceiptSlip.of(RECEIPT, "154****2617", "")), "48271938");
        // Then
        assertEquals(RECEIPT, read.orElseThrow().receipt());
        assertEquals("154****2617", read.orElseThrow().phone());
    }

    @Test
    void anothersNumberInTheAddressShowsNothing() {
        // When
        Optional<ReceiptSlip> read =
                receiptSlipCookie.decode(receiptSlipCookie.encode(ReceiptSlip.of(RECEIPT, "", "")), "51906642");
        // Then
        assertTrue(read.isEmpty());
    }

    @Test
    void aCookieThatIsNotOursShowsNothing() {
        // Given
        String open = Base64.getUrlEncoder().encodeToString("{\"no\":\"48271938\"}".getBytes(StandardCharsets.UTF_8));
        // Then
        assertTrue(receiptSlipCookie.decode(open, "48271938").isEmpty());
        assertTrue(receiptSlipCookie.decode("~~", "48271938").isEmpty());
        assertTrue(receiptSlipCookie.decode("", "48271938").isEmpty());
    }

    @Test
    void whatTheCookieSaysIsNotReadableOnThePhone() {
        // When
        String cookie = receiptSlipCookie.encode(ReceiptSlip.of(RECEIPT, "", ""));
        // Then
        String raw = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
        assertFalse(raw.contains("路灯"));
        assertTrue(cookie.length() < 3000);
    }

    @Test
    void theSameWordsFromAnotherFormAreARepetition() {
        // Given
        Instant sent = Instant.parse("2026-11-20T02:00:00Z");
        ReceiptSlip slip = receiptSlipCookie
                .decode(receiptSlipCookie.encode(ReceiptSlip.of(RECEIPT, "", "").sent("key-0001", "村口路灯坏了，三天了", sent)))
                .orElseThrow();
        String place = RECEIPT.area().value();
        Instant soon = sent.plusSeconds(60);
        // Then
        assertTrue(slip.isRepeatedBy(place, "key-0002", "村口路灯坏了 三天了", soon));
        assertFalse(slip.isRepeatedBy(place, "key-0001", "村口路灯坏了，三天了", soon));
        assertFalse(slip.isRepeatedBy(place, "key-0002", "村口路灯坏了，四天了", soon));
        assertFalse(slip.isRepeatedBy(place + "-L009", "key-0002", "村口路灯坏了，三天了", soon));
        assertFalse(slip.isRepeatedBy(place, "key-0002", "村口路灯坏了，三天了", sent.plusSeconds(3600)));
        assertFalse(ReceiptSlip.of(RECEIPT, "", "").isRepeatedBy(place, "key-0002", "", soon));
    }
}
