package lianhu.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Sends one HTTP request over a new connection. */
public final class StatusProbe {
    private static final int CONNECT_MS = 1000;
    private static final int ANSWER_MS = 5000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    /** The data of all checks of a health endpoint (MicroProfile Health 4.0, section 4.2); empty without a response. */
    static Map<String, String> healthData(InetSocketAddress address, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            // HTTP/1.0 has no chunks: the body goes to the end of the stream
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> data = new TreeMap<>();
            for (JsonNode check : JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .path("checks")) {
                check.path("data")
                        .properties()
                        .forEach(entry ->
                                data.put(entry.getKey(), entry.getValue().asText()));
            }
            return data;
        } catch (IOException noAnswer) {
            return Map.of();
        }
    }

    private StatusProbe() {}
}
