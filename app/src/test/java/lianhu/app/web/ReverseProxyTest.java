package lianhu.app.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.MultiPartSpecification;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.NginxProcess;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy on this machine that the settings name: whose address counts, where redirects lead, what is refused. */
@QuarkusTest
@TestProfile(ReverseProxyTest.BehindProxy.class)
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
@NullUnmarked
class ReverseProxyTest {
    private static final String PUBLIC_HOST = "lianhu.example.gov.cn";
    private static final String PLACE = "/report/621099101201001-L001";
    private static final String BROWSER = "text/html,application/xhtml+xml";

    @TestHTTPResource
    URI gateway;

    /** The settings of docs/reverse-proxy.md. */
    public static final class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1,::1",
                    "lianhu.public-url", "https://" + PUBLIC_HOST);
        }
    }

    @Test
    void theEleventhFormOfOneAddressIsRefusedAndKeepsItsWords() {
        // Given
        for (int i = 0; i < 10; i++) {
            // Only the last entry is the proxy's; the first is what the client wrote.
            report("198.51.100." + i + ", 203.0.113.66", "碾盘巷路灯不亮").then().statusCode(303);
        }
        // When
        Response refused = report("198.51.100.99, 203.0.113.66", "碾盘巷路灯还是不亮");
        // Then
        refused.then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .body(allOf(
                        containsString("碾盘巷路灯还是不亮"),
                        containsString("秒</span>再点“送出”"),
                        containsString("tel:119"),
                        containsString("tel:120"),
                        containsString("tel:110")));
        report("203.0.113.67", "碾盘巷路灯不亮").then().statusCode(303);
        report("203.0.113.66", "我家着火了，快来人").then().statusCode(303);
    }

    @Test
    void aStrangerCannotLockAReporterOutOfTheReceipt() {
        // Given
        String receipt = location(report("203.0.113.70", "桥头水管漏了")).replaceAll(".*done=", "");
        for (int i = 0; i < 8; i++) {
            digits("203.0.113.71", receipt, "0000").then().statusCode(i < 4 ? 422 : 429);
        }
        // Then
        digits("203.0.113.70", receipt, "9911").then().statusCode(303);
    }

    @Test
    void redirectsStayOnTheHostThatPeopleUse() {
        through("203.0.113.72")
                .redirects()
                .follow(false)
                .get("/desk/login")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/desk"))
                .header("Strict-Transport-Security", containsString("max-age="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example"})
    void theDemonstrationAnswersUnderItsOwnNamesOnly(String host) {
        given().header("Host", host).get("/desk").then().statusCode(421).body(not(containsString("<html")));
        given().header("Host", PUBLIC_HOST).get("/track").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/page", "/report/a/b/c", "/ui/none.css", "/q/health"})
    void anUnknownAddressIsExplainedInChinese(String path) {
        notFound(path)
                .body(allOf(
                        containsString("<html lang=\"zh-CN\">"),
                        containsString("<title>没有这一页</title>"),
                        containsString("/ui/ui.css")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk/no-such-page", "/desk/status/none", "/desk/notices/99999999/none"})
    void anUnknownAddressOfTheDeskLeadsBackToTheDesk(String path) {
        notFound(path)
                .body(allOf(
                        containsString("<title>没有这一页 · 云溪县受理台</title>"),
                        containsString("<a class=\"btn\" href=\"/desk\">回待办</a>"),
                        not(containsString("href=\"/report\"")),
                        containsString("/desk/desk.css")));
    }

    @Test
    void programsGetNoPage() {
        given().accept("application/json")
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .body(not(containsString("<title>没有这一页</title>")));
        given().accept(BROWSER)
                .header("Authorization", "Bearer nobody")
                .get("/api/v1/tickets")
                .then()
                .statusCode(406)
                .body(not(containsString("<html")));
    }

    @Test
    void browsersFindAnIconAndRobotsAreSentAway() {
        given().get("/favicon.ico").then().statusCode(200).contentType(containsString("image/"));
        given().get("/robots.txt").then().statusCode(200).body(containsString("Disallow: /"));
    }

    @Test
    void http2IsOff() throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            // When
            socket.getOutputStream()
                    .write(("GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            // Then
            assertEquals("HTTP/1.1 200", answer);
        }
    }

    @Test
    void behindARealNginxAClaimedAddressBuysNoFurtherShare(@TempDir Path folder) throws Exception {
        // Given
        Optional<Path> program = NginxProcess.program();
        assumeTrue(program.isPresent(), "nginx is not installed, and apt cannot fetch it");
        // Nobody is limited by a loopback address.
        Optional<String> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeTrue(address.isPresent(), "this machine has a loopback address only");
        try (NginxProcess nginx = new NginxProcess(program.get(), folder, address.get(), gateway)) {
            // When
            HttpResponse<String> plain = client().send(
                            HttpRequest.newBuilder(nginx.http("/track")).build(), HttpResponse.BodyHandlers.ofString());
            int first = submit(nginx, "203.0.113.0");
            // Ten at once; a slow machine earns one more every twelve seconds.
            int last = first;
            for (int i = 1; i < 40 && last == first; i++) {
                last = submit(nginx, "203.0.113." + i);
            }
            // Then
            assertEquals(301, plain.statusCode());
            assertEquals(303, first);
            assertEquals(429, last);
        }
    }

    /** @param claimed an address that the client writes itself */
    private static int submit(NginxProcess nginx, String claimed) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n河边路灯不亮\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n" + UUID.randomUUID() + "\r\n--b--\r\n";
        return client().send(
                        HttpRequest.newBuilder(nginx.https(PLACE))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .header("X-Forwarded-For", claimed)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Trusts the certificate of the test. */
    private static HttpClient client() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustingManager()}, null);
        return HttpClient.newBuilder().sslContext(trusting).build();
    }

    private static final class TrustingManager extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private RequestSpecification through(String client) {
        return given().header("X-Forwarded-For", client)
                .header("X-Forwarded-Proto", "https")
                .header("Host", PUBLIC_HOST)
                .accept(BROWSER);
    }

    private Response report(String client, String words) {
        return through(client)
                .redirects()
                .follow(false)
                .multiPart(field("words", words))
                .multiPart(field("phone", "15400009911"))
                .multiPart(field("key", UUID.randomUUID().toString()))
                .post(PLACE);
    }

    private static MultiPartSpecification field(String name, String value) {
        return new MultiPartSpecBuilder(value)
                .controlName(name)
                .charset(StandardCharsets.UTF_8)
                .build();
    }

    private Response digits(String client, String receipt, String digits) {
        return through(client)
                .redirects()
                .follow(false)
                .formParam("digits", digits)
                .post("/track/" + receipt + "/digits");
    }

    private static String location(Response response) {
        return response.then().statusCode(303).extract().header("Location");
    }

    private static ValidatableResponse notFound(String path) {
        return given().accept(BROWSER)
                .get(path)
                .then()
                .statusCode(404)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", not(nullValue()));
    }
}
