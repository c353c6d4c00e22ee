package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialableNumbersTest {
    private final DialableNumbers dialable = new DialableNumbers(Set.of("6661202", "110"));

    @ParameterizedTest
    @CsvSource({
        "13900000003, 13900000003",
        "139 0000 0003, 13900000003",
        "+8613900000003, 13900000003",
        "0936-6661202, 09366661202",
        "(0936)6661202, 09366661202",
        "010-66612020, 01066612020",
        "02166612020, 02166612020",
        "6661202, 6661202",
        "110, 110"
    })
    void mobilesLandlinesAndTheShortNumbersOfTheCountyMayBeCalled(String number, String dialled) {
        assertEquals(Optional.of(dialled), dialable.parse(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00123456789012",
                "+12025550100",
                "0085212345678",
                "4006661202",
                "400-666-1202",
                "8006661202",
                "16812345",
                "12345",
                "119",
                "6661203",
                "1234567890123",
                "12900000003",
                "0000-6661202",
                "0936-1661202",
                "13900000003,,2",
                "13900000003@evil",
                "1390000000３"
            })
    void nothingElseMay(String number) {
        assertEquals(Optional.empty(), dialable.parse(number));
    }

    @Test
    void aShortNumberIsThreeToEightDigits() {
        assertThrows(IllegalArgumentException.class, () -> new DialableNumbers(Set.of("00123456789")));
        assertThrows(IllegalArgumentException.class, () -> new DialableNumbers(Set.of("66a1202")));
    }
}
