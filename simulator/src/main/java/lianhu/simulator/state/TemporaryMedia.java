package lianhu.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Photos and files: uploads are kept three days, the address in a robot callback is valid for five minutes. */
public final class TemporaryMedia {

    private static final int KEPT = 2_000;

    /** An image of one red pixel, for {@code "image":true}. */
    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** One file with its name and type. */
    public record Item(byte[] bytes, String name, String type, Instant made) {}

    private final InstantSource time;
    private final Map<String, Item> items = new LruMap<>(KEPT);

    public TemporaryMedia(InstantSource time) {
        this.time = time;
    }

    public synchronized String store(byte[] bytes, String name, String type) {
        String id = UUID.randomUUID().toString().replace("-", "");
        items.put(id, new Item(bytes, name, type, time.instant()));
        return id;
    }

    /** Stores a photo from {@code true}, base64 or a data URL. */
    public String storePhoto(Object image) {
        String text = Boolean.TRUE.equals(image) ? DOT : String.valueOf(image);
        int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
        byte[] bytes = Base64.getMimeDecoder().decode(text.substring(comma + 1));
        boolean png = bytes.length > 1 && bytes[0] == (byte) 0x89;
        return store(bytes, png ? "photo.png" : "photo.jpg", png ? "image/png" : "image/jpeg");
    }

    public synchronized Optional<Item> find(String id, Duration life) {
        return Optional.ofNullable(items.get(id))
                .filter(item -> time.instant().isBefore(item.made().plus(life)));
    }
}
