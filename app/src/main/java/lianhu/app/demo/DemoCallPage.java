package lianhu.app.demo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import lianhu.app.boot.AppSettings;
import lianhu.app.telephony.TelephonyService;
import lianhu.telephony.ari.AriOptions;
import org.jboss.logging.Logger;

/**
 * 打来一个电话: a caller of the demonstration, who is a context of the embedded dialplan, calls the hotline through Asterisk as
 * everybody does. Only in a demonstration.
 */
@Path("/desk/demo/call")
@Authenticated
public class DemoCallPage {
    private static final Logger LOG = Logger.getLogger(DemoCallPage.class);
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AppSettings settings;
    private final TelephonyService telephony;
    private final HttpClient http = HttpClient.newHttpClient();

    DemoCallPage(AppSettings settings, TelephonyService telephony) {
        this.settings = settings;
        this.telephony = telephony;
    }

    /** 200 with the number of the caller; 404 outside a demonstration; 409 says why there is no call. */
    @POST
    public Uni<Response> call() {
        if (!settings.demo()) {
            return Uni.createFrom()
                    .item(Response.status(Response.Status.NOT_FOUND).build());
        }
        Optional<AriOptions> asterisk = telephony.asterisk();
        if (asterisk.isEmpty()) {
            return Uni.createFrom().item(refused("这台电脑上没有 Asterisk，电话演不了"));
        }
        // Nobody is called at it: its SMS go to the phones of the simulator. Numbers that end in 0000 are switched off
        // there.
        String number = String.format("139000%05d", ThreadLocalRandom.current().nextInt(10_001, 20_000));
        HttpRequest request = request(asterisk.get(), number);
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, BodyHandlers.ofString()))
                .map(answer -> answer.statusCode() == 200
                        ? Response.ok(number, TEXT).build()
                        : refused("Asterisk 没有接这个电话（" + answer.statusCode() + "）"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "no call of the demonstration: %s",
                            failure.getClass().getName());
                    return refused("Asterisk 没有回话，电话演不了");
                });
    }

    private static HttpRequest request(AriOptions asterisk, String number) {
        String credentials = Base64.getEncoder()
                .encodeToString((asterisk.user() + ":" + asterisk.password()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(UriBuilder.fromUri("http://" + asterisk.host() + ":" + asterisk.port())
                        .path("/ari/channels")
                        .queryParam("endpoint", "Local/12345@hotline-in/n")
                        .queryParam("context", "demonstration-caller")
                        .queryParam("extension", "s")
                        .queryParam("callerId", number)
                        .build())
                .header("Authorization", "Basic " + credentials)
                .timeout(LIMIT)
                .POST(BodyPublishers.noBody())
                .build();
    }

    private static Response refused(String why) {
        return Response.status(Response.Status.CONFLICT).type(TEXT).entity(why).build();
    }
}
