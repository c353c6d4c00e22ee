package lianhu.core.report;

/**
 * Names a message for ever, so that one that comes twice is one: {@code <door>:<account>:<id>}, for instance
 * {@code aibot:AIBOT0001:<msgid>}.
 */
public record MessageSource(String sourceType, String account, String id) {
    /** The door with its account; half of the unique key. */
    public String sourceAccount() {
        return sourceType + ":" + account;
    }

    @Override
    public String toString() {
        return sourceType + ":" + account + ":" + id;
    }
}
