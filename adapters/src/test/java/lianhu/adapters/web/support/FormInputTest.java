package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormInputTest {
    @Test
    void aNameIsOneLineOfTwentyCharacters() {
        assertEquals("李 婶", FormInput.singleLine(" 李\u0000\r\n婶 "));
        assertEquals("𠮷".repeat(20), FormInput.singleLine("𠮷".repeat(21)));
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
}
