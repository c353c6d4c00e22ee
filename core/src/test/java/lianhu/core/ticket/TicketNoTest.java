package lianhu.core.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import org.junit.jupiter.api.Test;

class TicketNoTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final AreaCode COUNTY = new AreaCode("621099");

    @Test
    void aNumberIsParsed() {
        TicketNo no = TicketNo.of(DAY, COUNTY, 37);
        assertTrue(no.value().startsWith("GD2026112162109900037"));
        assertEquals(22, no.value().length());
        assertEquals(Optional.of(no), TicketNo.parse(" " + no.value() + " "));
    }

    @Test
    void aCitysOwnMatterHasTheCitysSixDigits() {
        TicketNo no = TicketNo.of(DAY, new AreaCode("5204"), 37);
        assertTrue(no.value().startsWith("GD2026112152040000037"));
        assertEquals(Optional.of(no), TicketNo.parse(no.value()));
    }

    @Test
    void aWrongCheckDigitIsRejected() {
        String value = TicketNo.of(DAY, COUNTY, 37).value();
        char last = value.charAt(value.length() - 1);
        assertTrue(TicketNo.parse(value.substring(0, value.length() - 1) + (last == '0' ? '1' : '0'))
                .isEmpty());
        assertTrue(TicketNo.parse("GD12").isEmpty());
    }

    @Test
    void aBusyDayGrowsADigit() {
        assertEquals(23, TicketNo.of(DAY, COUNTY, 100_000).value().length());
        assertTrue(TicketNo.parse(TicketNo.of(DAY, COUNTY, 100_000).value()).isPresent());
    }
}
