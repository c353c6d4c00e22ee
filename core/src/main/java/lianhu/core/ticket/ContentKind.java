package lianhu.core.ticket;

import java.util.Collection;
import java.util.stream.Collectors;

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

    /** 原话、姓名电话. */
    public static String labels(Collection<ContentKind> kinds) {
        return kinds.stream().sorted().map(ContentKind::label).collect(Collectors.joining("、"));
    }
}
