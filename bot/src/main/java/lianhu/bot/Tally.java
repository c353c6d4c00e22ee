package lianhu.bot;

/** Counts what happens at the doors; the application binds it to its metrics. It never sees words or persons. */
public interface Tally {
    /** @param kind told, added, asked, commanded, chatter, pressed, entered, unreadable */
    void heard(String door, String kind);

    /** @param why only for us: whoever knocked learns nothing of it */
    void refused(String door, String why);

    /** An answer aside that did not arrive. */
    void unsaid(String door);
}
