package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningCopyTest {
    @TempDir
    Path data;

    @Test
    void whoHoldsTheLockIsTold() {
        // Given
        try (var held = DataLock.take(data)) {
            assertTrue(held.lock().isValid());

            // When
            var holder = RunningCopy.on(data);

            // Then
            assertEquals(OptionalLong.of(ProcessHandle.current().pid()), holder);
        }
    }

    @Test
    void aDirectoryThatWasLeftIsHeldByNobody() {
        // Given
        DataLock.take(data).close();

        // When
        var holder = RunningCopy.on(data);

        // Then
        assertEquals(OptionalLong.empty(), holder);
    }

    @Test
    void lookingTakesNoLock() {
        // Given
        DataLock.take(data).close();
        RunningCopy.on(data);

        // When
        try (var taken = DataLock.take(data)) {
            // Then
            assertTrue(taken.lock().isValid());
        }
    }
}
