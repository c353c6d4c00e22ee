package lianhu.telephony.trunk;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a trunk answers, as Asterisk sees it, and why not, as far as a connection from this machine shows it. Waits for the
 * network, so it is for a command and not for the event loop.
 *
 * @param address of the border controller, host and port; empty where Asterisk does not name it
 * @param authority the file that {@code ca_list_file} names; empty without TLS
 */
public record TrunkDiagnosis(TrunkFault fault, String address, String authority) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Pattern CONTACT = Pattern.compile("sips?:(?:[^@;]{1,100}@)?([^:;@\\[\\]]{1,253}):(\\d{1,5})");

    /**
     * Asks Asterisk and, when the trunk does not answer, its border controller.
     *
     * @param asterisk the address of the HTTP server of Asterisk
     * @param authorization value of the header of this name
     * @param name of the trunk in {@code pjsip.conf}
     * @param isSameMachine whether Asterisk runs on this machine, so that its network and files are those of this process
     */
    public static TrunkDiagnosis of(URI asterisk, String authorization, String name, boolean isSameMachine) {
        var ari = new Ari(asterisk, authorization);
        Optional<HttpResponse<String>> answer = ari.get("endpoints/PJSIP/" + name);
        if (answer.filter(found -> found.statusCode() == NOT_FOUND).isPresent()) {
            return of(TrunkFault.NOT_CONFIGURED);
        }
        Optional<String> state = answer.filter(found -> found.statusCode() == OK)
                .flatMap(found -> json(found.body()))
                .map(endpoint -> endpoint.getString("state", ""));
        if (state.isEmpty()) {
            return of(TrunkFault.UNKNOWN);
        }
        if (state.get().equals("online")) {
            return of(TrunkFault.NONE);
        }
        Matcher contact = CONTACT.matcher(ari.setting("aor", name, "contact"));
        return contact.find() && isSameMachine
                ? ofAddress(ari, name, contact.group(1), Integer.parseInt(contact.group(2)))
                : of(TrunkFault.SILENT);
    }

    private static TrunkDiagnosis ofAddress(Ari ari, String name, String host, int port) {
        String address = host + ":" + port;
        String transport = ari.setting("endpoint", name, "transport");
        String protocol = ari.setting("transport", transport, "protocol");
        if (protocol.equals("tls")) {
            String authority = ari.setting("transport", transport, "ca_list_file");
            return new TrunkDiagnosis(
                    CertificateProbe.probe(host, port, Path.of(authority)),
                    address,
                    authority.isEmpty() ? "ca_list_file" : authority);
        }
        return new TrunkDiagnosis(
                protocol.equals("udp") || isListening(host, port) ? TrunkFault.SILENT : TrunkFault.NO_CONNECTION,
                address,
                "");
    }

    private static boolean isListening(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static TrunkDiagnosis of(TrunkFault fault) {
        return new TrunkDiagnosis(fault, "", "");
    }

    private static Optional<JsonObject> json(String body) {
        try {
            return Optional.of(new JsonObject(body));
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    /** The REST interface of Asterisk, by requests that wait. */
    private record Ari(URI asterisk, String authorization) {
        Optional<HttpResponse<String>> get(String path) {
            try (HttpClient client =
                    HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
                HttpRequest request = HttpRequest.newBuilder(asterisk.resolve("/ari/" + path))
                        .header("Authorization", authorization)
                        .timeout(TIMEOUT)
                        .build();
                return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException | IllegalArgumentException nobody) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        /** Of {@code pjsip.conf} as Asterisk has read it; empty where there is none. */
        String setting(String type, String id, String name) {
            return get("asterisk/config/dynamic/res_pjsip/" + type + "/" + id)
                    .filter(answer -> answer.statusCode() == OK)
                    .flatMap(answer -> value(answer.body(), name))
                    .orElse("");
        }

        private static Optional<String> value(String body, String name) {
            try {
                return new JsonArray(body)
                        .stream()
                                .map(JsonObject.class::cast)
                                .filter(tuple -> name.equals(tuple.getString("attribute")))
                                .map(tuple -> tuple.getString("value", ""))
                                .findFirst();
            } catch (DecodeException | ClassCastException noSettings) {
                return Optional.empty();
            }
        }
    }
}
