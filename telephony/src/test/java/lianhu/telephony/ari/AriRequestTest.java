package lianhu.telephony.ari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AriRequestTest {
    @Test
    void variablesAreEncodedInTheirOrder() {
        assertEquals(
                "channels/a%2Fb%20c/play/%24p1",
                AriRequest.of(AriOperation.PLAY, "a/b c", "$p1").uri());
    }

    @Test
    void aParameterThatNoContractChecksIsRefused() {
        AriRequest request = AriRequest.of(AriOperation.ORIGINATE);
        assertThrows(IllegalArgumentException.class, () -> request.with("variables", "{}"));
    }

    @Test
    void anInstanceHasAnApplicationOfItsOwn() {
        assertEquals(
                "hotline-gw1@127.0.0.1:8088",
                AriOptions.of("127.0.0.1", 8088, "u", "secret", "hotline", "gw1")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "gw 1", "网关"})
    void aNameThatWouldNotReachTheDialplanIsRefused(String instance) {
        assertThrows(
                IllegalArgumentException.class,
                () -> AriOptions.of("127.0.0.1", 8088, "u", "p", instance.isEmpty() ? "," : "hotline", instance));
    }
}
