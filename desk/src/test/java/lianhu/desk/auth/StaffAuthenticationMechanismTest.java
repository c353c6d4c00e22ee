package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a browser whose session is over is told. */
class StaffAuthenticationMechanismTest {
    private static final String TICKET = "/desk/tickets/GD1";

    @Test
    void aPageLeadsToTheLoginAndBack() {
        assertEquals(
                "303 {Location=/desk/login?back=%2Fdesk%2Ftickets%2FGD1}",
                challenge(HttpMethod.GET, TICKET, Map.of("Accept", "text/html")));
    }

    @Test
    void aPartOfAPageDoesNotTakeThePageAway() {
        assertEquals("401 {}", challenge(HttpMethod.GET, TICKET + "/facts", Map.of("HX-Request", "true")));
        assertEquals("401 {}", challenge(HttpMethod.POST, TICKET + "/supplement", Map.of("HX-Request", "true")));
        assertEquals("401 {}", challenge(HttpMethod.GET, "/desk/live", Map.of("Accept", "text/event-stream")));
    }

    @Test
    void aFormWithoutScriptsLeadsBackToItsPage() {
        assertEquals(
                "303 {Location=/desk/login?back=%2Fdesk%2Fnotices}",
                challenge(
                        HttpMethod.POST,
                        "/desk/notices",
                        Map.of("Accept", "text/html", "Referer", "http://127.0.0.1:8080/desk/notices")));
        assertEquals(
                "303 {Location=/desk/login}",
                challenge(
                        HttpMethod.POST,
                        "/desk/notices",
                        Map.of("Accept", "text/html", "Referer", "https://evil.example/x")));
    }

    private static String challenge(HttpMethod method, String path, Map<String, String> headers) {
        HttpServerRequest request = (HttpServerRequest) Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "method" -> method;
                    case "path", "uri" -> path;
                    case "getHeader" -> headers.get(String.valueOf(arguments[0]));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        ChallengeData data = StaffAuthenticationMechanism.challenge(request);
        return data.status + " " + data.getHeaders();
    }
}
