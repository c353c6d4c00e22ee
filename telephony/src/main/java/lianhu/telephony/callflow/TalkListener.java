package lianhu.telephony.callflow;

/**
 * A team lead (班长) who listens to a talk.
 *
 * @param id of the entry that says who listens; 0 for nobody
 * @param leg number of the leg that calls the listener
 * @param isJoined the listener hears the talk
 */
public record TalkListener(long id, int leg, boolean isJoined) {
    public static final TalkListener NONE = new TalkListener(0, 0, false);

    TalkListener joined() {
        return new TalkListener(id, leg, true);
    }
}
