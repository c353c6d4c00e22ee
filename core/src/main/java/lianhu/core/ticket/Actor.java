package lianhu.core.ticket;

/**
 * Who acted.
 *
 * @param id post id, department id, receipt number, key id; {@code by} in the API
 * @param name as residents may see it; empty for a reporter
 */
public record Actor(Type type, String id, String name) {
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
