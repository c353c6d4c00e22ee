package lianhu.adapters.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BindingCodeTest {
    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private final Random random = new Random(7);

    @Test
    void aCodeIsReadAsPeopleTypeIt() {
        String code = BindingCode.random(random);
        assertTrue(code.matches("[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}"), code);
        assertEquals(Optional.of(code), BindingCode.parse(code));
        assertEquals(
                Optional.of(code),
                BindingCode.parse(" " + code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")));
        assertEquals(Optional.of(code), BindingCode.parse(code.replace('0', 'O').replace('1', 'l')));
    }

    @Test
    void everyWrongSignIsFound() {
        String code = BindingCode.random(random);
        for (int i = 0; i < code.length(); i++) {
            for (char sign : SIGNS.toCharArray()) {
                if (code.charAt(i) != '-' && code.charAt(i) != sign) {
                    String wrong = code.substring(0, i) + sign + code.substring(i + 1);
                    assertEquals(Optional.empty(), BindingCode.parse(wrong), code + " " + wrong);
                }
            }
        }
    }

    @Test
    void everySwapOfNeighboursIsFound() {
        for (int run = 0; run < 200; run++) {
            String code = BindingCode.random(random).replace("-", "");
            for (int i = 0; i + 1 < code.length(); i++) {
                if (code.charAt(i) != code.charAt(i + 1)) {
                    String swapped = code.substring(0, i) + code.charAt(i + 1) + code.charAt(i) + code.substring(i + 2);
                    assertEquals(Optional.empty(), BindingCode.parse(swapped), code + " " + swapped);
                }
            }
        }
    }

    @Test
    void whatIsNoCodeIsNone() {
        for (String typed : new String[] {"", "K7Q", "K7Q-3PDX", "绑定", "K7Q-3P!", "UUU-UUU"}) {
            assertEquals(Optional.empty(), BindingCode.parse(typed), typed);
        }
    }
}
