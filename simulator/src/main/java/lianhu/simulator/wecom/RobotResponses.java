package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Via;
import org.jspecify.annotations.Nullable;

/** Later answers of the smart robot by response_url: one for each callback, within the hour (document 101138). */
final class RobotResponses {

    private final Corp corp;

    RobotResponses(Corp corp) {
        this.corp = corp;
    }

    JsonObject answer(@Nullable String responseCode, JsonObject body) {
        String code = responseCode == null ? "" : responseCode;
        Corp.Answerable answerable = corp.responseUrls().look(code);
        Content content = Content.ofResponse(body);
        corp.responseUrls().use(code);
        corp.journal()
                .add(new Journal.Line(
                        answerable.place(),
                        corp.setup().robot().id(),
                        content,
                        Via.REPLY,
                        answerable.msgid(),
                        "shown"));
        if (content.card() != null) {
            corp.cards().show(answerable.place(), content.card(), answerable.msgid(), true);
        }
        return Answer.ok();
    }
}
