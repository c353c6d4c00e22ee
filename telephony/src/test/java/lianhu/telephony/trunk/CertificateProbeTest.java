package lianhu.telephony.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Border controllers with certificates of all kinds. */
class CertificateProbeTest {
    private static final char[] PASSWORD = "of-a-test".toCharArray();
    private static final TrunkCertificates GOOD = TrunkCertificates.create();

    @TempDir
    private Path folder;

    @Test
    void whatIsWrongWithACertificateIsFound() throws Exception {
        assertEquals(TrunkFault.SILENT, probe(GOOD, GOOD), "nothing is wrong with it");
        assertEquals(TrunkFault.CERTIFICATE_UNTRUSTED, probe(GOOD, TrunkCertificates.create()));
        TrunkCertificates expired =
                TrunkCertificates.create("-ext", "san=ip:127.0.0.1", "-startdate", "-3d", "-validity", "1");
        assertEquals(TrunkFault.CERTIFICATE_EXPIRED, probe(expired, expired));
        TrunkCertificates other = TrunkCertificates.create("-ext", "san=dns:sbc.example");
        assertEquals(TrunkFault.CERTIFICATE_OF_ANOTHER, probe(other, other));
    }

    @Test
    void whereNoTlsIsThatIsFound() throws Exception {
        Path authority = authority(GOOD);
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(plain, "SIP/2.0 400 Bad Request\r\n\r\n"));

            assertEquals(TrunkFault.NO_TLS, CertificateProbe.probe("127.0.0.1", plain.getLocalPort(), authority));
        }
    }

    @Test
    void whereNobodyIsOrTheAuthorityCannotBeReadThatIsFound() throws Exception {
        int closed;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = once.getLocalPort();
        }
        Path authority = authority(GOOD);
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertEquals(TrunkFault.NO_CONNECTION, CertificateProbe.probe("127.0.0.1", closed, authority));
        assertEquals(
                TrunkFault.AUTHORITY_UNREADABLE,
                CertificateProbe.probe("127.0.0.1", closed, folder.resolve("none.pem")));
        assertEquals(TrunkFault.AUTHORITY_UNREADABLE, CertificateProbe.probe("127.0.0.1", closed, empty));
    }

    /** A border controller that asks for the certificate of the county, as most do, and ends without it. */
    private TrunkFault probe(TrunkCertificates server, TrunkCertificates trusted) throws Exception {
        try (SSLServerSocket socket = (SSLServerSocket)
                context(server).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            Thread.ofVirtual().start(() -> handshake(socket));
            return CertificateProbe.probe("127.0.0.1", socket.getLocalPort(), authority(trusted));
        }
    }

    private Path authority(TrunkCertificates certificates) throws IOException {
        return Files.writeString(folder.resolve("authority.pem"), certificates.authority());
    }

    private static void handshake(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException refused) {
            // one side refuses the other
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private static SSLContext context(TrunkCertificates server) throws IOException, GeneralSecurityException {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(server.certificate().getBytes(StandardCharsets.US_ASCII)));
        byte[] key = Base64.getMimeDecoder().decode(server.key().replaceAll("-----[^-]+-----", ""));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                PASSWORD,
                new Certificate[] {certificate});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
