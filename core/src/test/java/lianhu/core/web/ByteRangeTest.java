package lianhu.core.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @Test
    void aPlayerGetsThePartThatItAsksFor() {
        assertEquals(Optional.of(new ByteRange(0, 1)), ByteRange.parse("bytes=0-1", 10));
        assertEquals(Optional.of(new ByteRange(4, 9)), ByteRange.parse("bytes=4-", 10));
        assertEquals(Optional.of(new ByteRange(4, 9)), ByteRange.parse("bytes=4-999", 10));
        assertEquals(Optional.of(new ByteRange(7, 9)), ByteRange.parse("bytes=-3", 10));
        assertEquals(Optional.of(new ByteRange(0, 9)), ByteRange.parse("bytes=-999", 10));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes=-",
                "bytes=-0",
                "bytes=10-",
                "bytes=5-4",
                "bytes=0-1,4-5",
                "seconds=0-1",
                "bytes=9999999999-"
            })
    void anythingElseGetsTheWholeFile(String header) {
        assertEquals(Optional.empty(), ByteRange.parse(header, 10));
    }

    @Test
    void thePartAndItsPlaceAgree() {
        ByteRange part = new ByteRange(1, 3);

        assertArrayEquals(new byte[] {2, 3, 4}, part.of(new byte[] {1, 2, 3, 4, 5}));
        assertEquals("bytes 1-3/5", part.contentRange(5));
    }
}
