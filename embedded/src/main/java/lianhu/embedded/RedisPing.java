package lianhu.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks Redis for its working directory, before the real client exists. */
final class RedisPing {
    private static final int LIMIT_MS = 1000;

    /** Empty when Redis does not answer, refuses the password, or is still loading data. */
    static Optional<String> directoryOf(int port, String password) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            var question = "AUTH " + password + "\r\nCONFIG GET dir\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!"+OK".equals(answer.readLine()) || !"*2".equals(answer.readLine())) {
                return Optional.empty();
            }
            answer.readLine(); // length of the name
            answer.readLine(); // the name
            answer.readLine(); // length of the value
            return Optional.ofNullable(answer.readLine());
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    private RedisPing() {}
}
