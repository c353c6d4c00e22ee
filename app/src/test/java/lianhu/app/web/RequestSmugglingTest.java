package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request of which two servers may disagree where it ends. Behind a proxy that reuses its connections, an answer to the
 * second request in it would go to somebody else.
 */
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
@NullUnmarked
class RequestSmugglingTest {
    private static final String SMUGGLED = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nb\"\r\nX\r\n0\r\n\r\n"
            })
    void whatFollowsAnAmbiguousRequestIsNotAnswered(String ambiguous) throws IOException {
        // When
        String answers = send("POST /track HTTP/1.1\r\nHost: localhost\r\n" + ambiguous + SMUGGLED);
        // Then
        assertTrue(count(answers) <= 1, answers);
    }

    /** Otherwise the test above would prove nothing. */
    @Test
    void whatFollowsAnOrdinaryRequestIsAnswered() throws IOException {
        // When
        String answers = send(
                "POST /track HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
        // Then
        assertEquals(2, count(answers), answers);
    }

    private static int count(String answers) {
        return answers.split("HTTP/1\\.1 ", -1).length - 1;
    }

    /** Everything that is answered until the connection is closed or silent. */
    private String send(String text) throws IOException {
        StringBuilder answers = new StringBuilder();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[8192];
            for (int read = socket.getInputStream().read(part);
                    read >= 0;
                    read = socket.getInputStream().read(part)) {
                answers.append(new String(part, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException silent) {
            // Nothing more comes.
        }
        return answers.toString();
    }
}
