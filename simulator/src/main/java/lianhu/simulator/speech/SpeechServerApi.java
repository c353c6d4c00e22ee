package lianhu.simulator.speech;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.fault.InjectedFault;

/**
 * A speech server with the transcription of OpenAI's protocol. It cannot hear: every recording has the same words, which
 * {@code /_sim/speech} sets. It reads WAV and AMR, as the telephone and WeChat record.
 */
public final class SpeechServerApi {
    static final String PATH = "/speech/v1/audio/transcriptions";

    private static final String FAULT = "audio/transcriptions";
    private static final String FIXED = "（模拟器的固定文字）村口的路灯坏了三天了";
    /** Its natural logarithm is the confidence that every segment gets. */
    private static final double CONFIDENCE = 0.82;

    private final FaultInjector faultInjector;
    private final List<String> files = new ArrayList<>();
    private String words = FIXED;

    public SpeechServerApi(FaultInjector faultInjector) {
        this.faultInjector = faultInjector;
    }

    public void mount(Router router) {
        router.post(PATH).handler(this::receive);
        router.get("/_sim/speech").handler(context -> answer(context, 200, json()));
    }

    /** {@code {"text"}}: what is heard from now on; without it the fixed words. */
    public synchronized JsonObject say(JsonObject body) {
        words = body.getString("text", FIXED);
        return json();
    }

    private synchronized JsonObject json() {
        return new JsonObject().put("text", words).put("files", new JsonArray(List.copyOf(files)));
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request().setExpectMultipart(true);
        JsonObject upload = new JsonObject();
        Buffer sound = Buffer.buffer();
        request.uploadHandler(file -> {
            upload.put(file.name(), file.filename());
            file.handler(sound::appendBuffer);
        });
        request.exceptionHandler(context::fail);
        request.endHandler(end -> transcribe(context, request.formAttributes(), upload.getString("file", ""), sound));
    }

    private void transcribe(RoutingContext context, MultiMap fields, String file, Buffer sound) {
        Optional<InjectedFault> fault = faultInjector.claim(FAULT);
        if (fault.isPresent()) {
            if (!fault.get().kind().equals("silence")) {
                answer(
                        context,
                        fault.get().isHttpStatus()
                                ? Integer.parseInt(fault.get().kind())
                                : 500,
                        error());
            }
            return;
        }
        String magic = sound.getString(0, Math.min(5, sound.length()), "ISO-8859-1");
        boolean isWhole = fields.contains("model")
                && "verbose_json".equals(fields.get("response_format"))
                && !file.isEmpty()
                && (magic.startsWith("RIFF") || magic.equals("#!AMR"));
        answer(context, isWhole ? 200 : 400, isWhole ? transcription(file) : error());
    }

    private synchronized JsonObject transcription(String file) {
        files.add(file);
        JsonObject segment = new JsonObject()
                .put("start", 0.0)
                .put("end", 3.2)
                .put("text", words)
                .put("avg_logprob", Math.log(CONFIDENCE));
        return new JsonObject()
                .put("task", "transcribe")
                .put("language", "chinese")
                .put("duration", 3.2)
                .put("text", words)
                .put("segments", new JsonArray().add(segment));
    }

    private static JsonObject error() {
        return new JsonObject().put("error", new JsonObject().put("message", "Invalid file format."));
    }

    private static void answer(RoutingContext context, int status, JsonObject json) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(json.toBuffer());
    }
}
