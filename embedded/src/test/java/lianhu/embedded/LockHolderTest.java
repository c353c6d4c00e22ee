package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHolderTest {
    @TempDir
    Path data;

    @Test
    void theHolderOfTheLockIsFound() {
        // Given
        try (var held = DataLock.acquire(data)) {
            assertTrue(held.lock().isValid());

            // When
            var holder = LockHolder.pidOf(data);

            // Then
            assertEquals(OptionalLong.of(ProcessHandle.current().pid()), holder);
        }
    }

    @Test
    void aDirectoryThatWasLeftIsHeldByNobody() {
        // Given
        DataLock.acquire(data).close();

        // When
        var holder = LockHolder.pidOf(data);

        // Then
        assertEquals(OptionalLong.empty(), holder);
    }

    @Test
    void lookingTakesNoLock() {
        // Given
        DataLock.acquire(data).close();
        LockHolder.pidOf(data);

        // When
        try (var taken = DataLock.acquire(data)) {
            // Then
            assertTrue(taken.lock().isValid());
        }
    }
}
