package lianhu.simulator.wecom;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The response of an interface: JSON or a file. */
record ApiResponse(String type, Buffer body, @Nullable String filename) {

    static JsonObject ok() {
        return error(0, "ok");
    }

    static JsonObject error(int code, String words) {
        return new JsonObject().put("errcode", code).put("errmsg", words);
    }

    static ApiResponse of(JsonObject json) {
        return new ApiResponse("application/json; charset=UTF-8", json.toBuffer(), null);
    }
}
