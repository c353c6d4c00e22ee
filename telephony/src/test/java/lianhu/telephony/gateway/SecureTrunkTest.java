package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.trunk.TrunkCertificates;
import lianhu.telephony.trunk.TrunkDiagnosis;
import lianhu.telephony.trunk.TrunkFault;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trunk and the telephones of the office with SIP over TLS and SRTP, by {@code pjsip-…-tls.conf}. */
@NullUnmarked
class SecureTrunkTest extends TrunkTestBase {
    private static final String NUMBER = "13900000003";
    /** Both sides are this machine, so one certificate serves both. */
    private static final TrunkCertificates OF_AUTHORITY = TrunkCertificates.create();

    private static final Tone CALLER = new Tone(440);
    private static final Tone DESK = new Tone(3_500);

    private static OperatorTrunk trunk;

    @BeforeAll
    static void start() {
        trunk = new OperatorTrunk(OF_AUTHORITY, OF_AUTHORITY);
    }

    @AfterAll
    static void stopTrunk() {
        if (trunk != null) {
            trunk.close();
        }
    }

    @Test
    void callsInBothDirectionsAreEncryptedAndHeard() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone desk = kept(trunk.emergencyDesk(DESK));
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        until(() -> heard(phone).contains("greeting"));
        String incoming = store.calls().getFirst().id();
        String secure = variable(trunk.ari(), incoming, "CHANNEL(rtp,secure)");
        phone.press('9');
        desk.awaitAnswer(LIMIT);
        phone.speak(true);
        desk.speak(true);
        // Then
        trunk.county.cli("pjsip qualify trunk");
        until(() -> diagnosis(trunk).fault() == TrunkFault.NONE);
        until(() -> CALLER.greatestShare(desk.heard()) > 0.3);
        until(() -> DESK.greatestShare(phone.heard()) > 0.3);
        assertEquals("1", secure);
        assertEquals(OperatorTrunk.COUNTY_NUMBER, desk.shownNumber());
        phone.hangUp();
        desk.awaitEnd(LIMIT);
    }

    @Test
    void aTelephoneOfTheOfficeTalksBySrtp() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone agent = kept(trunk.secureOffice(DESK));
        until(() -> trunk.county.cli("pjsip show contacts").contains("8001/sip:"));
        agents.signIn("chen", "陈静", "8001", List.of(), Instant.EPOCH).await().atMost(LIMIT);
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        agent.awaitAnswer(LIMIT);
        phone.speak(true);
        agent.speak(true);
        // Then
        until(() -> CALLER.greatestShare(agent.heard()) > 0.3);
        until(() -> DESK.greatestShare(phone.heard()) > 0.3);
        String contacts = trunk.county.cli("pjsip show contacts");
        assertTrue(contacts.contains("transport=tls") || contacts.contains("transport=TLS"), contacts);
        agent.hangUp();
        phone.awaitEnd(LIMIT);
    }

    @Test
    void aBorderControllerWithTheCertificateOfAnotherIsNeitherCalledNorHeard() throws Exception {
        // Given
        TrunkCertificates stranger = TrunkCertificates.create().trusting(OF_AUTHORITY);
        try (OperatorTrunk refused = new OperatorTrunk(OF_AUTHORITY, stranger)) {
            CallGateway gateway = startGateway(refused);
            SipPhone phone = kept(refused.subscriber(NUMBER, CALLER));
            SipPhone called = kept(refused.subscriber(CALLER));
            // When
            OutboundResult result = resultOfCalling(gateway, OperatorTrunk.number(called), 1);
            phone.call();
            until(() -> refused.callsOfOperator() > 0);
            // Then
            assertEquals(OutboundResult.CONGESTION, result);
            assertEquals(0, called.invitations());
            assertEquals(List.of(), store.calls());
            refused.county.cli("pjsip qualify trunk");
            until(() -> diagnosis(refused).fault() != TrunkFault.NONE);
            assertEquals(TrunkFault.CERTIFICATE_UNTRUSTED, diagnosis(refused).fault());
            assertTrue(diagnosis(refused).authority().endsWith("/operator-ca.pem"));
            assertTrue(refused.county.log().contains("The certificate is untrusted"), "Asterisk says the same");
        }
    }

    private static TrunkDiagnosis diagnosis(OperatorTrunk trunk) {
        AriOptions ari = trunk.ari();
        return TrunkDiagnosis.of(
                URI.create("http://%s:%d".formatted(ari.host(), ari.port())), authorization(ari), "trunk", true);
    }

    private static String authorization(AriOptions ari) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((ari.user() + ":" + ari.password()).getBytes(StandardCharsets.UTF_8));
    }

    /** What Asterisk knows of a channel. */
    private static String variable(AriOptions ari, String channel, String name) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://%s:%d/ari/channels/%s/variable?variable=%s"
                        .formatted(ari.host(), ari.port(), channel, name)))
                .header("Authorization", authorization(ari))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new JsonObject(body).getString("value", body);
        }
    }
}
