package lianhu.simulator.wecom;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.TemporaryMedia;
import lianhu.simulator.state.WecomErrorException;
import org.jspecify.annotations.Nullable;

/** Temporary media (90253, 90254), and the encrypted photos of robot callbacks (100719). */
final class MediaApi {

    static final Duration UPLOADED = Duration.ofDays(3);
    private static final Duration IN_CALLBACK = Duration.ofMinutes(5);
    private static final Set<String> TYPES = Set.of("image", "voice", "video", "file");

    /** Bytes; the largest kind, an ordinary file, may have 20 MB. */
    private static final int MAX_BYTES = 20 << 20;

    private final SimulatedCorp simulatedCorp;

    /** One uploaded part of the form. */
    record UploadedPart(String name, String type, Buffer bytes) {}

    MediaApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
    }

    /** Serves the photos that callbacks link to. */
    void mount(Router router) {
        router.get("/media/:id").handler(context -> serve(context, IN_CALLBACK, true));
        router.get("/pic/:id").handler(context -> serve(context, UPLOADED, false));
    }

    void collect(RoutingContext context, Consumer<@Nullable UploadedPart> then) {
        HttpServerRequest request = context.request();
        UploadedPart[] found = new UploadedPart[1];
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            Buffer bytes = Buffer.buffer();
            upload.handler(chunk -> {
                if (bytes.length() <= MAX_BYTES) {
                    bytes.appendBuffer(chunk);
                }
            });
            upload.endHandler(end -> found[0] = new UploadedPart(upload.filename(), upload.contentType(), bytes));
        });
        request.endHandler(end -> then.accept(found[0]));
    }

    ApiResponse upload(RoutingContext context, @Nullable UploadedPart uploadedPart) {
        String type = context.request().getParam("type", "").toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new WecomErrorException(40005, "invalid type");
        }
        // WeCom refuses files below five bytes.
        if (uploadedPart == null || uploadedPart.bytes.length() < 5) {
            throw new WecomErrorException(44001, "empty media data");
        }
        if (uploadedPart.bytes.length() > MAX_BYTES) {
            throw new WecomErrorException(45001, "media size out of limit");
        }
        String id = simulatedCorp.media().store(uploadedPart.bytes.getBytes(), uploadedPart.name, uploadedPart.type);
        return ApiResponse.of(ApiResponse.ok()
                .put("type", type)
                .put("media_id", id)
                .put("created_at", Long.toString(simulatedCorp.clock().instant().getEpochSecond())));
    }

    ApiResponse get(@Nullable String id) {
        TemporaryMedia.Item item = simulatedCorp
                .media()
                .find(id == null ? "" : id, UPLOADED)
                .orElseThrow(() -> new WecomErrorException(40007, "invalid media_id"));
        return new ApiResponse(item.type(), Buffer.buffer(item.bytes()), item.name());
    }

    private void serve(RoutingContext context, Duration life, boolean encrypted) {
        TemporaryMedia.Item item = simulatedCorp
                .media()
                .find(String.valueOf(context.pathParam("id")), life)
                .orElse(null);
        if (item == null) {
            context.response().setStatusCode(404).end();
            return;
        }
        byte[] bytes = encrypted ? encrypt(item.bytes()) : item.bytes();
        context.response()
                .putHeader("Content-Type", encrypted ? "application/octet-stream" : item.type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + item.name() + "\"")
                .end(Buffer.buffer(bytes));
    }

    /** AES-256-CBC with the robot's key, the first half of the key as initialisation vector, padded to 32 bytes. */
    private byte[] encrypt(byte[] plain) {
        byte[] key = Base64.getDecoder().decode(simulatedCorp.setup().robot().aesKey() + "=");
        int pad = 32 - plain.length % 32;
        byte[] padded = Arrays.copyOf(plain, plain.length + pad);
        Arrays.fill(padded, plain.length, padded.length, (byte) pad);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            return cipher.doFinal(padded);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
