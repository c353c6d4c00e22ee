package lianhu.core.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String PROXY = "10.0.0.2";
    private static final Map<String, String> FORGED =
            Map.of("X-Forwarded-For", "203.0.113.66", ClientAddress.TRUSTED_PROXY_HEADER, "true");

    @Test
    void nobodyChoosesTheAddressWhenNoProxyIsNamed() {
        assertEquals(
                "198.51.100.7",
                ClientAddress.of("198.51.100.7", false, FORGED::get).value());
    }

    @Test
    void aClientOutsideTheNamedProxiesKeepsItsOwnAddress() {
        assertEquals(
                "198.51.100.7",
                ClientAddress.of("198.51.100.7", true, Map.of("X-Forwarded-For", "203.0.113.66")::get)
                        .value());
    }

    @Test
    void theEntryOfTheProxyCountsAndNotWhatTheClientWroteBeforeIt() {
        // Given
        Map<String, String> headers =
                Map.of("X-Forwarded-For", "127.0.0.1, 203.0.113.66", ClientAddress.TRUSTED_PROXY_HEADER, "true");
        // Then
        assertEquals(new ClientAddress("203.0.113.66", true), ClientAddress.of(PROXY, true, headers::get));
    }

    @Test
    void whatIsNoAddressIsNotTaken() {
        for (String bad : new String[] {"", "unknown", "_hidden", "example.org", "::g"}) {
            // Given
            Map<String, String> headers = Map.of("X-Forwarded-For", bad, ClientAddress.TRUSTED_PROXY_HEADER, "true");
            // Then
            assertEquals(PROXY, ClientAddress.of(PROXY, true, headers::get).value(), bad);
        }
        assertFalse(ClientAddress.of(null, false, name -> null).isKnown());
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClient() {
        // Given
        String one = of("2001:db8:1:2::1").value();
        // Then
        assertEquals(one, of("2001:db8:1:2:ffff:1:2:3").value());
        assertNotEquals(one, of("2001:db8:1:3::1").value());
        assertEquals("192.0.2.1", of("::ffff:192.0.2.1").value());
        assertEquals(of("fe80::1").value(), of("fe80::2%eth0").value());
    }

    @Test
    void aLoopbackAddressSaysNothingOfTheClient() {
        assertFalse(of("127.0.0.1").isKnown());
        assertFalse(of("::1").isKnown());
        assertTrue(of("192.0.2.1").isKnown());
    }

    private static ClientAddress of(String peer) {
        return ClientAddress.of(peer, false, name -> null);
    }
}
