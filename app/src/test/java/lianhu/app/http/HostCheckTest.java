package lianhu.app.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck hostCheck = new HostCheck("https://demo.example.gov.cn:8443");

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST.", "127.0.0.1", "192.168.1.20", "[::1]", "::1", "demo.example.gov.cn"})
    void addressesAndOwnNamesAreServed(String host) {
        assertTrue(hostCheck.isAllowed(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "demo.example.gov.cn.evil.example",
                "xlocalhost",
                ""
            })
    void namesOfOthersAreNot(String host) {
        assertFalse(hostCheck.isAllowed(host));
    }

    @Test
    void aRequestWithoutAHostComesFromNoBrowser() {
        assertTrue(hostCheck.isAllowed(null));
    }
}
