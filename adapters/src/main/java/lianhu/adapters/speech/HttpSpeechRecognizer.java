package lianhu.adapters.speech;

import io.smallrye.mutiny.Uni;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionException;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.speech.SpeechRecognizer;
import org.jboss.logging.Logger;

/**
 * Posts a recording, as it is stored, to {@code /v1/audio/transcriptions}: the protocol of OpenAI, which the servers of
 * whisper.cpp, faster-whisper, FunASR and others speak. A native engine is never loaded into this process: one that meets a
 * damaged model file ends its process.
 */
public final class HttpSpeechRecognizer implements SpeechRecognizer {
    private static final Logger LOG = Logger.getLogger(HttpSpeechRecognizer.class);

    /** Segments with their tokens, for two minutes; more is no transcription. */
    private static final long LONGEST_ANSWER = 1 << 20;

    private final SpeechServer server;
    private final SpeechStatistics statistics;
    private final HttpClient client;

    public HttpSpeechRecognizer(SpeechServer server, SpeechStatistics statistics) {
        this.server = server;
        this.statistics = statistics;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(server.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String engine() {
        return server.model();
    }

    @Override
    public Uni<Result> recognize(AttachmentId id, Attachment recording) {
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(
                        request(server, id.sha256(), recording),
                        BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER)))
                // The time of the client ends with the headers.
                .ifNoItem()
                .after(server.timeout())
                .fail()
                .map(HttpSpeechRecognizer::result)
                .onFailure()
                .recoverWithItem(failure -> failed(id, failure))
                .invoke(statistics::count);
    }

    /** Asks for segments, because the confidence is theirs. The language is given: a guess is wrong for short recordings. */
    public static HttpRequest request(SpeechServer server, String fileName, Attachment recording) {
        MultipartForm form = new MultipartForm()
                .field("model", server.model())
                .field("language", "zh")
                .field("response_format", "verbose_json")
                .file("file", fileName, recording.mediaType(), recording.bytes());
        HttpRequest.Builder request = HttpRequest.newBuilder(server.transcriptions())
                .timeout(server.timeout())
                .header("Content-Type", form.contentType())
                .POST(form.body());
        server.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /**
     * Only what tells that the file is bad ends its attempts. A wrong address (404, 405) or a wrong key would otherwise end
     * those of every recording.
     */
    private static Result result(HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200 ->
                TranscriptionJson.parse(response.body())
                        .<Result>map(heard -> heard)
                        .orElseGet(() -> new Result.Unavailable("转写服务的回答看不懂"));
            case 400, 413, 415, 422 -> new Result.Refused("转写服务不收这段录音（" + status + "）");
            case 401, 403 -> new Result.Unavailable("转写服务不认钥匙（" + status + "）");
            case 404, 405 -> new Result.Unavailable("转写服务没有这个地址或模型（" + status + "）");
            case 429, 503 -> new Result.Unavailable("转写服务说太忙（" + status + "）");
            default -> new Result.Unavailable("转写服务出错（" + status + "）");
        };
    }

    private static Result failed(AttachmentId id, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        // The class alone: a message may quote the answer.
        LOG.warnf("recording %s: no transcript, %s", id, cause.getClass().getName());
        return new Result.Unavailable("转写服务连不上，或者没有按时回话");
    }
}
