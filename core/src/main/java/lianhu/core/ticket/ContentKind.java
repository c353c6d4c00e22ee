package lianhu.core.ticket;

/** What people wrote, said or showed about a ticket, by kind: each kind is erased at a time of its own. */
public enum ContentKind {
    /** What residents and staff wrote, and the title, which quotes it. */
    WORDS("原话"),
    /** Name, phone and account of the reporter and of the person who relayed the report. */
    PERSONS("姓名电话"),
    /** Photos and voice messages. */
    ATTACHMENTS("照片和语音");

    private final String word;

    ContentKind(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }
}
