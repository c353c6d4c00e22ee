package lianhu.bench.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends one HTTP request over a new connection. */
public final class StatusProbe {
    private static final int CONNECT_MS = 1000;
    private static final int ANSWER_MS = 5000;

    /** The HTTP status; 0 without a response. */
    public static int status(InetSocketAddress address, String request) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] line = socket.getInputStream().readNBytes(12);
            return line.length < 12 ? 0 : Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
        } catch (IOException | NumberFormatException noAnswer) {
            return 0;
        }
    }

    public static boolean isOk(InetSocketAddress address, String path) {
        return status(address, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") == 200;
    }

    private StatusProbe() {}
}
