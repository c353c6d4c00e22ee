package lianhu.core.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsrfCheckTest {
    private static final Optional<String> PUBLIC_URL = Optional.of("https://lianhu.example.cn");

    @Test
    void aFormOfOurOwnPagesIsTaken() {
        assertHolds(
                true, Map.of("Host", "127.0.0.1:9", "Origin", "http://127.0.0.1:9", "Sec-Fetch-Site", "same-origin"));
        assertHolds(true, Map.of("Host", "127.0.0.1:9"));
    }

    @Test
    void behindAProxyThePublicAddressCounts() {
        assertHolds(true, Map.of("Host", "gateway:8080", "Origin", "https://lianhu.example.cn"));
    }

    @Test
    void aFormOfAnotherPageIsNotTaken() {
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Origin", "https://evil.example"));
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Origin", "%"));
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Origin", "null"));
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Origin", "http://127.0.0.1:10"));
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Sec-Fetch-Site", "cross-site"));
        assertHolds(false, Map.of("Host", "127.0.0.1:9", "Sec-Fetch-Site", "same-site"));
    }

    private void assertHolds(boolean expected, Map<String, String> headers) {
        assertEquals(expected, CsrfCheck.isAllowed(headers::get, PUBLIC_URL));
    }
}
