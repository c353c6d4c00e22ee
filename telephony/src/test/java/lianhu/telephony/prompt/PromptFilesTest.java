package lianhu.telephony.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.telephony.prompt.LanguageChoice.Offer;
import org.junit.jupiter.api.Test;

class PromptFilesTest {
    private static final PromptFiles FILES =
            new PromptFiles(Path.of("/p"), List.of("zh-CN", "ybe", "bo"), Set.of("bo/choose-language", "bo/speak"));

    @Test
    void whatIsNotRecordedInTheLanguageIsHeardInThatOfTheCounty() {
        List<String> names = List.of("speak", "beep");

        assertEquals(List.of("sound:/p/bo/speak", "sound:/p/beep"), FILES.media(names, "bo"));
        assertEquals(List.of("sound:/p/speak", "sound:/p/beep"), FILES.media(names, ""));
    }

    @Test
    void theLineThatChoosesTheLanguageOfTheCountyIsHeardInNoOther() {
        List<String> names = FILES.offered().remember("bo").prompts();

        assertEquals(List.of("sound:/p/choose-language"), FILES.media(names, "bo"));
    }

    @Test
    void aLanguageThatNobodyHearsOfIsNotOfferedAndTheNextOneKeepsItsKey() {
        LanguageChoice offered = FILES.offered();

        assertEquals(List.of(new Offer('1', "zh-CN"), new Offer('3', "bo")), offered.offers());
        assertEquals(List.of("bo/choose-language"), offered.prompts());
        assertEquals(Optional.empty(), offered.press('2'));
        assertEquals("bo", offered.press('3').orElseThrow().needed());
        assertEquals("", offered.press('1').orElseThrow().needed());
    }

    @Test
    void whereNothingIsRecordedNothingIsAsked() {
        assertFalse(new PromptFiles(Path.of("/p"), List.of("zh-CN", "bo"), Set.of("bo/speak"))
                .offered()
                .isOpen());
    }
}
