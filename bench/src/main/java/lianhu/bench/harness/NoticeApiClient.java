package lianhu.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Creates and approves broadcasts as two persons with a key each. */
public final class NoticeApiClient implements Closer.Resource {
    /** The village of the groups of {@link #createGroups}. */
    public static final String AREA = "621099101201";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ApiPoster api;
    private final String first;
    private final String second;

    public NoticeApiClient(URI gateway, Path keyFile) {
        api = new ApiPoster(gateway, TIMEOUT);
        first = ApiPoster.readKey(keyFile);
        // A key counts as a second person only when it was not made with the first one.
        second = createKey("second", createKey("other", first));
    }

    private String createKey(String name, String maker) {
        return post("keys", "{\"name\":\"" + name + "\",\"scope\":\"admin\"}", maker)
                .path("key")
                .asText();
    }

    /** Copies the demonstration's county with this many groups in one village, each with a webhook robot. */
    public static Path createGroups(InstalledApp installedApp, Path folder, int groups) {
        installedApp.unpackCounty(DemoGroups.COUNTY, folder);
        StringBuilder csv = new StringBuilder("chat,name,kind,area,webhook,members\n");
        for (int i = 0; i < groups; i++) {
            csv.append("wrMANY%05d,群%d,internal,%s,%s,m:m%n".formatted(i, i, AREA, key(i)));
        }
        try {
            Files.writeString(folder.resolve("demo/groups.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** The webhook key of a group of {@link #createGroups}. */
    public static String key(int group) {
        return "many-key-%05d".formatted(group);
    }

    /** @return the number of the broadcast to {@link #AREA}, which is not sent before its approval */
    public long create(String words, String kind) {
        return create(AREA, words, kind);
    }

    /** @return the number of the broadcast to one area, which is not sent before its approval */
    public long create(String area, String words, String kind) {
        return post(
                        "notices",
                        "{\"audience\":{\"area\":\"%s\"},\"text\":\"%s\",\"class\":\"%s\"}"
                                .formatted(area, words, kind),
                        first)
                .path("id")
                .asLong();
    }

    public void approve(long notice) {
        post("notices/" + notice + "/approve", "{}", second);
    }

    public void act(long notice, String action) {
        post("notices/" + notice + "/" + action, "{}", first);
    }

    private JsonNode post(String path, String body, String key) {
        try {
            HttpResponse<String> answer = api.post(path, UUID.randomUUID().toString(), body, key);
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.builder().build().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
