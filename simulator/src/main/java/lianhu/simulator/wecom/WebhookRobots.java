package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Quota;
import lianhu.simulator.world.Refused;
import lianhu.simulator.world.Via;
import org.jspecify.annotations.Nullable;

/** Group robots behind a webhook key: 20 messages a minute each (document 91770). */
final class WebhookRobots {

    private final Corp corp;
    private final Quota perMinute;

    WebhookRobots(Corp corp) {
        this.corp = corp;
        this.perMinute = new Quota(20, Duration.ofMinutes(1), corp.clock());
    }

    JsonObject send(@Nullable String key, JsonObject body) {
        Group group = corp.world()
                .groupOfKey(key == null ? "" : key)
                .orElseThrow(() -> new Refused(93000, "invalid webhook url"));
        Content content = Content.ofWebhook(body);
        if (!perMinute.take(group.chat())) {
            throw new Refused(45009, "api freq out of limit");
        }
        // The interface answers no msgid; this one is the journal's own.
        String msgid = UUID.randomUUID().toString();
        corp.journal().add(new Journal.Line(Place.chat(group.chat()), "webhook", content, Via.WEBHOOK, msgid, "shown"));
        return Answer.ok();
    }
}
