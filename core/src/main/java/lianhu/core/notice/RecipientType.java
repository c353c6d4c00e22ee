package lianhu.core.notice;

/** The kinds of {@link Recipient}: how they are stored, and the prefix that the API shows. */
public enum RecipientType {
    GROUP("group"),
    POST("post"),
    DEPARTMENT("office"),
    REPORTER("reporter"),
    UNIT("unit");

    private final String prefix;

    RecipientType(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
