package lianhu.adapters.county;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of mechanisms is complete and gives each mechanism one of four states. */
class MechanismsDocumentTest {
    private static final List<Integer> OF_SEED = List.of(41, 21, 24, 41, 35);
    private static final Set<String> VERDICTS = Set.of("carries", "routes", "exports", "refuses");

    @Test
    void everyMechanismOfEverySeedIsJudgedOnceAndInOrder() throws IOException {
        // Given
        List<String> expected = IntStream.range(0, OF_SEED.size())
                .boxed()
                .flatMap(seed -> IntStream.rangeClosed(1, OF_SEED.get(seed))
                        .mapToObj(number -> "S%d-%02d".formatted(seed, number)))
                .toList();
        // When
        List<List<String>> rows;
        try (Stream<String> lines = Files.lines(Path.of("..", "counties", "MECHANISMS.md"))) {
            rows = lines.filter(line -> line.startsWith("| S"))
                    .map(line -> Arrays.stream(line.split("\\|"))
                            .map(String::strip)
                            .filter(cell -> !cell.isEmpty())
                            .toList())
                    .toList();
        }
        // Then
        assertEquals(expected, rows.stream().map(List::getFirst).toList());
        for (List<String> row : rows) {
            assertEquals(4, row.size(), row.getFirst());
            assertTrue(VERDICTS.contains(row.get(2)), row.toString());
            assertFalse(row.get(3).isBlank(), row.getFirst());
        }
    }
}
