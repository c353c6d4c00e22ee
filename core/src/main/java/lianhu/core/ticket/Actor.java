package lianhu.core.ticket;

/**
 * Who did something.
 *
 * @param id post id, department id, receipt number, key id; what {@code by} means in the API
 * @param name as it may be shown to residents; empty for a reporter
 */
public record Actor(Type type, String id, String name) {
    /** As what. */
    public enum Type {
        GATEWAY,
        REPORTER,
        POST,
        DEPARTMENT,
        DESK,
        API
    }

    public static final Actor GATEWAY = new Actor(Type.GATEWAY, "gateway", "联户网关");
}
