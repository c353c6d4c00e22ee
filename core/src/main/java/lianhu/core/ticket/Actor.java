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

    /** Whether this is one of those who handle tickets: a holder of a post or an office, not the desk. */
    public boolean isHandler() {
        return type == Type.POST || type == Type.DEPARTMENT;
    }

    public static final Actor GATEWAY = new Actor(Type.GATEWAY, "gateway", "联户网关");
}
