package lianhu.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookStubTest {
    @Test
    void onlyMessagesToRobotsAreCounted() throws IOException, InterruptedException {
        try (Closer closer = new Closer();
                HttpClient client = HttpClient.newHttpClient()) {
            // Given
            WebhookStub sink = closer.register(new WebhookStub(Duration.ZERO));

            // When
            int send = post(client, sink, "/cgi-bin/webhook/send?key=robot-1");
            int poll = post(client, sink, "/cgi-bin/kf/sync_msg?access_token=t");
            int token = post(client, sink, "/cgi-bin/gettoken?corpid=c&corpsecret=s");

            // Then
            assertEquals(600, send + poll + token, "every call is answered");
            assertEquals(1, sink.all());
            assertEquals(Map.of("robot-1", 1L), sink.received());
        }
    }

    private static int post(HttpClient client, WebhookStub sink, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sink.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
