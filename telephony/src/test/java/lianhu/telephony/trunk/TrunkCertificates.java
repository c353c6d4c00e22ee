package lianhu.telephony.trunk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A certificate for 127.0.0.1 with its key, and the authority by which its owner judges others, made by the keytool of the JDK.
 *
 * @param certificate in PEM, as {@code key} and {@code authority}
 */
public record TrunkCertificates(String certificate, String key, String authority) {
    private static final String PASSWORD = "of-a-test";

    /** A certificate for this machine by a new authority, which its owner trusts. */
    public static TrunkCertificates create() {
        return create("-ext", "san=ip:127.0.0.1");
    }

    /** @param options of keytool for the certificate, such as its names and its validity */
    public static TrunkCertificates create(String... options) {
        try {
            Path folder = Files.createTempDirectory("lianhu-trunk-keys");
            Path store = folder.resolve("keys.p12");
            try {
                keytool(store, "authority", "-ext", "bc:c");
                List<String> signed = new ArrayList<>(List.of("-signer", "authority"));
                signed.addAll(List.of(options));
                keytool(store, "server", signed.toArray(String[]::new));
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its owner judges others by the authority of these. */
    public TrunkCertificates trusting(TrunkCertificates other) {
        return new TrunkCertificates(certificate, key, other.authority);
    }

    /** Contents by name, for a folder of configuration. */
    public Map<String, String> files(String name, String authorityName) {
        return Map.of(name + ".pem", certificate, name + ".key", key, authorityName + ".pem", authority);
    }

    private static void keytool(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static TrunkCertificates read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TrunkCertificates(
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()),
                pem("CERTIFICATE", keys.getCertificate("authority").getEncoded()));
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
