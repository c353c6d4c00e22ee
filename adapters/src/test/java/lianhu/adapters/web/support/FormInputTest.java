package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormInputTest {
    @Test
    void aNameIsOneLineOfTwentyCharacters() {
        assertEquals("李 婶", FormInput.singleLine(" 李\u0000\r\n婶 "));
        assertEquals("𠮷".repeat(20), FormInput.singleLine("𠮷".repeat(21)));
    }

    @ParameterizedTest
    @CsvSource({
        "154 0000 2617, 15400002617",
        "+86 154-0000-2617, 15400002617",
        "\uff11\uff15\uff14\uff10\uff10\uff10\uff10\uff12\uff16\uff11\uff17, 15400002617",
        "0000-6661200, 00006661200",
        "6661200, 6661200"
    })
    void aNumberIsTakenAsPeopleTypeIt(String typed, String number) {
        assertEquals(Optional.of(number), FormInput.phone(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "不留", "1540000261", "254000026170"})
    void whatIsNoNumberIsAskedAgain(String typed) {
        assertEquals(Optional.empty(), FormInput.phone(typed));
    }

    @Test
    void noNumberIsAllowed() {
        assertEquals(Optional.of(""), FormInput.phone("  "));
        assertEquals(Optional.of(""), FormInput.phone(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "李婶\uff1a桥头水管漏了|李婶|桥头水管漏了",
                "@李婶: 桥头水管漏了|李婶|桥头水管漏了",
                "桥头水管漏了\uff0c时间\uff1a今早|''|桥头水管漏了\uff0c时间\uff1a今早",
                "8:30 停的水|''|8:30 停的水",
                "李婶\uff1a|''|李婶\uff1a"
            })
    void theNameBeforeAPastedLineIsTaken(String pasted, String name, String words) {
        assertEquals(new FormInput.PastedLine(name, words), FormInput.parsePastedLine(pasted));
    }

    @Test
    void aPageWithoutAKeyGetsANewOne() {
        assertEquals("k1234567", FormInput.keyOrNew("k1234567"));
        assertNotEquals("", FormInput.keyOrNew(null));
        assertNotEquals("a b", FormInput.keyOrNew("a b"));
    }
}
