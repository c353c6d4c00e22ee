package lianhu.core.catalogue;

/**
 * An owner as a catalogue names it, before the place resolves it: {@code GRID}, {@code TOWNSHIP}, {@code PLATFORM:bm},
 * {@code DEPARTMENT:housing}, {@code DESK}.
 *
 * @param id a department's id or a platform's short name; empty where the place alone decides
 */
public record OwnerRef(OwnerType type, String id) {
    public static final OwnerRef DESK = new OwnerRef(OwnerType.DESK, "");
    public static final OwnerRef GRID = new OwnerRef(OwnerType.GRID, "");

    public static OwnerRef parse(String text) {
        int colon = text.indexOf(':');
        try {
            return colon < 0
                    ? new OwnerRef(OwnerType.valueOf(text), "")
                    : new OwnerRef(OwnerType.valueOf(text.substring(0, colon)), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "不认识的承办“" + text + "”：应是 GRID、TOWNSHIP、PLATFORM:bm、DEPARTMENT:代号 或 DESK", e);
        }
    }

    @Override
    public String toString() {
        return id.isEmpty() ? type.name() : type + ":" + id;
    }
}
