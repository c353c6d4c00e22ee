package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    private static final Set<String> KNOWN = Set.of("rate", "dup");

    @Test
    void givenValuesWinOverDefaults() {
        // When
        BenchOptions benchOptions = new BenchOptions(new String[] {"ingest", "--rate", "500"}, KNOWN);

        // Then
        assertEquals(500, benchOptions.number("rate", 1, 1000));
        assertEquals(0.3, benchOptions.fraction("dup", 0.3, 0, 1));
    }

    @Test
    void wrongOnesAreNamed() {
        for (String[] wrong : new String[][] {{"x", "--speed", "1"}, {"x", "rate", "1"}, {"x", "--rate"}}) {
            // When
            var refused = assertThrows(IllegalArgumentException.class, () -> new BenchOptions(wrong, KNOWN));

            // Then
            assertTrue(String.valueOf(refused.getMessage()).contains(wrong[1]));
        }
    }

    @Test
    void valuesOutOfBoundsAreRefused() {
        // Given
        BenchOptions benchOptions = new BenchOptions(new String[] {"x", "--rate", "2000", "--dup", "much"}, KNOWN);

        // When, Then
        assertThrows(IllegalArgumentException.class, () -> benchOptions.number("rate", 1, 1000));
        assertThrows(IllegalArgumentException.class, () -> benchOptions.fraction("dup", 0, 0, 1));
    }

    @Test
    void namesOfAnotherBuildArePairs() {
        assertEquals(Map.of("lianhu.demo", "lianhu.demo", "a", "b"), OtherBuild.names("lianhu.demo=lianhu.demo, a=b"));
        assertEquals(Map.of(), OtherBuild.names(""));
        assertThrows(IllegalArgumentException.class, () -> OtherBuild.names("lianhu.demo"));
    }
}
