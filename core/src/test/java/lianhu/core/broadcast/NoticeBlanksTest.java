package lianhu.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeBlanksTest {
    @Test
    void theBlanksOfASampleAreNamedAsTheyStandThere() {
        // Then
        assertEquals(List.of("（哪几组）", "（哪里）"), NoticeBlanks.unfilled("【马上转移】（哪几组）现在就走，去（哪里）。从（哪里）过河的绕行。"));
        assertEquals(List.of("（几月几日几点到几点）", "（水厂电话）", "（电话）"), NoticeBlanks.unfilled("（几月几日几点到几点）停水。问停水打（水厂电话）或（电话）。"));
    }

    @Test
    void bracketsWithAnAnswerInThemAreNoBlanks() {
        // Then
        assertEquals(List.of(), NoticeBlanks.unfilled("【停水】明天（12月1日）停水，问水厂（电话 6661200），带身份证（原件）。"));
    }
}
