package lianhu.core.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTitleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "村口路灯不亮 | 村口路灯不亮",
                "@联户小助手 村口路灯不亮。三天了 | 村口路灯不亮",
                "您好，我想反映一下 桥头水管漏水 | 桥头水管漏水",
                "尊敬的领导：村里的机井坏了，浇不上地 | 村里的机井坏了，浇不上地",
                "村口路灯坏了三天了，娃晚上放学看不见路，请派人看看 | 村口路灯坏了三天了",
                "谭叔：门口路灯不亮 | 门口路灯不亮",
                "老张: 大家好，机井坏了 | 机井坏了",
                "王家大娘：水管漏水 | 王家大娘：水管漏水",
                "小区：停电了 | 小区：停电了",
                "地点：桥头 | 地点：桥头",
                "**紧急** <@all> 水管爆了 | 紧急  水管爆了"
            })
    void aTitleIsTheFirstSentence(String words, String title) {
        assertEquals(title.replaceAll("\\s+", " "), TicketTitle.of(words, false).replaceAll("\\s+", " "));
    }

    @Test
    void aTitleIsCutBetweenCodePoints() {
        String title = TicketTitle.of("𠮷".repeat(40), false);
        assertEquals("𠮷".repeat(16) + "…", title);
    }

    @Test
    void aPhotoWithoutWordsHasATitleToo() {
        assertTrue(TicketTitle.of("  ", false).contains("照片"));
    }

    @Test
    void theTitleOfADrillBeginsWithItsMark() {
        assertEquals("【演练】河边着火了", TicketTitle.of("您好，河边着火了。", true));
        assertEquals("【演练】河边着火了", TicketTitle.of("【演练】河边着火了", true));
    }

    @Test
    void noWordsMakeARealMatterLookLikeADrill() {
        assertEquals("河边着火了", TicketTitle.of("【演练】河边着火了", false));
        assertEquals("河边着火了", TicketTitle.of("【演【演练】练】河边着火了", false));
    }
}
