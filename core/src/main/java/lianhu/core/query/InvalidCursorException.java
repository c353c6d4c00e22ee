package lianhu.core.query;

/** A page cursor that no page contained. The message says in Chinese what to do. */
public final class InvalidCursorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidCursorException() {
        super("翻页的 cursor 不对：请用上一页给的 next。", null, false, false);
    }
}
