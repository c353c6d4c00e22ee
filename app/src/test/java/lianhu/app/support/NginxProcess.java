package lianhu.app.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** A real nginx with the configuration of docs/reverse-proxy.md; only its ports and the paths of its key are replaced. */
@NullUnmarked
public final class NginxProcess implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Process process;
    private final String address;
    private final int http = freePort();
    private final int https = freePort();

    /** The installed program, else the one of Debian's package, unpacked into the cache; empty where neither is to be had. */
    public static Optional<Path> program() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "lianhu", "nginx");
        Optional<Path> known = Stream.of(Path.of("/usr/sbin/nginx"), cache.resolve("usr/sbin/nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        if (known.isPresent()) {
            return known;
        }
        Files.createDirectories(cache);
        String fetch = "apt-get -q download nginx && dpkg -x nginx_*.deb . && rm nginx_*.deb";
        return run(cache, "sh", "-c", fetch) ? Optional.of(cache.resolve("usr/sbin/nginx")) : Optional.empty();
    }

    /** @param address of this machine, where nginx listens */
    public NginxProcess(Path program, Path folder, String address, URI gateway) throws Exception {
        this.address = address;
        writeKey(folder);
        String site = Files.readString(Path.of("..", "docs", "reverse-proxy.md"))
                .replaceAll("(?s).*?```nginx\n(.*?)```.*", "$1")
                .replaceAll("listen \\[::].*;", "")
                .replace("listen 80;", "listen " + address + ":" + http + ";")
                .replace("listen 443 ssl;", "listen " + address + ":" + https + " ssl;")
                .replace("/etc/nginx/", folder + "/")
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + gateway.getPort());
        Path settings = Files.writeString(
                folder.resolve("nginx.conf"),
                ("daemon off; pid FOLDER/pid; error_log stderr; events {} http { access_log off; client_body_temp_path FOLDER/body;"
                                        + " proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;"
                                        + " uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;\n")
                                .replace("FOLDER", folder.toString())
                        + site + "}\n");
        process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 200 && process.isAlive() && !accepts(address, https); i++) {
            Thread.sleep(50);
        }
        if (!accepts(address, https)) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
    }

    public URI http(String path) {
        return URI.create("http://" + address + ":" + http + path);
    }

    public URI https(String path) {
        return URI.create("https://" + address + ":" + https + path);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static void writeKey(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(
                folder,
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=lianhu.example.gov.cn");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem(
                folder.resolve("lianhu.crt"),
                "CERTIFICATE",
                keys.getCertificate("a").getEncoded());
        pem(
                folder.resolve("lianhu.key"),
                "PRIVATE KEY",
                keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static boolean run(Path folder, String... command) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return run.waitFor(120, TimeUnit.SECONDS) && run.exitValue() == 0;
    }

    private static boolean accepts(String address, int port) {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
