package lianhu.telephony.trunk;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Opens a TLS connection to a border controller and judges its certificate as Asterisk does. */
final class CertificateProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** @param authority certificates in PEM by one of which that of the border controller must be signed */
    static TrunkFault probe(String host, int port, Path authority) {
        X509ExtendedTrustManager trust;
        try {
            trust = trust(authority);
        } catch (IOException | GeneralSecurityException unreadable) {
            return TrunkFault.AUTHORITY_UNREADABLE;
        }
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            return handshake(plain, host, port, trust);
        } catch (IOException nobody) {
            return TrunkFault.NO_CONNECTION;
        }
    }

    private static TrunkFault handshake(Socket plain, String host, int port, X509ExtendedTrustManager trust) {
        var judge = new Judge(trust);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false)) {
                // With it the trust manager compares the names of the certificate with the host.
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException ended) {
            // A border controller that asks for a certificate of ours ends the handshake after its own was judged.
        }
        return judge.verdict.orElse(TrunkFault.NO_TLS);
    }

    private static X509ExtendedTrustManager trust(Path authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + number++, one);
            }
            if (number == 0) {
                throw new IOException("no certificate");
            }
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private CertificateProbe() {}

    /** Remembers what is wrong with the certificate; a refusal itself says it in the words of the JDK alone. */
    private static final class Judge extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager trust;
        private Optional<TrunkFault> verdict = Optional.empty();

        Judge(X509ExtendedTrustManager trust) {
            this.trust = trust;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            try {
                trust.checkServerTrusted(chain, type);
            } catch (CertificateException refused) {
                verdict = Optional.of(
                        isExpired(refused) ? TrunkFault.CERTIFICATE_EXPIRED : TrunkFault.CERTIFICATE_UNTRUSTED);
                throw refused;
            }
            try {
                trust.checkServerTrusted(chain, type, socket);
            } catch (CertificateException refused) {
                verdict = Optional.of(TrunkFault.CERTIFICATE_OF_ANOTHER);
                throw refused;
            }
            verdict = Optional.of(TrunkFault.SILENT);
        }

        private static boolean isExpired(Throwable refused) {
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            trust.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trust.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            trust.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            trust.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trust.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}
