package lianhu.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberParserTest {
    @ParameterizedTest
    @CsvSource({
        "154 0000 2617, 15400002617",
        "+86 154-0000-2617, 15400002617",
        "008615400002617, 15400002617",
        "015400002617, 15400002617",
        "01066612000, 01066612000",
        "\uff11\uff15\uff14\uff10\uff10\uff10\uff10\uff12\uff16\uff11\uff17, 15400002617",
        "0000-6661200, 00006661200",
        "6661200, 6661200"
    })
    void aNumberIsTakenAsPeopleTypeIt(String typed, String number) {
        assertEquals(Optional.of(number), PhoneNumberParser.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "不留", "1540000261", "254000026170"})
    void whatIsNoNumberIsAskedAgain(String typed) {
        assertEquals(Optional.empty(), PhoneNumberParser.parse(typed));
    }

    @Test
    void noNumberIsAllowed() {
        assertEquals(Optional.of(""), PhoneNumberParser.parse("  "));
        assertEquals(Optional.of(""), PhoneNumberParser.parse(null));
    }
}
