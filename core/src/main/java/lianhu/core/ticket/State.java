package lianhu.core.ticket;

/** The states of a ticket; {@link Ticket} draws the transitions between them. */
public enum State {
    TRIAGED(Stage.ASSIGNING),
    DISPATCHED(Stage.ASSIGNING),
    RETURN_REVIEW(Stage.ASSIGNING),
    /** Returned for the third time: the desk designates the owner, who cannot return it. */
    ADJUDICATING(Stage.ASSIGNING),
    ACCEPTED(Stage.HANDLING),
    /** The reporter was asked something; the time to answer stands still for a while. */
    WAITING_REPORTER(Stage.HANDLING),
    /** The owner asks for more time; the time runs on until the desk decides. */
    EXTENSION_REVIEW(Stage.HANDLING),
    /** The desk checks the result before the reporter hears it (质检). */
    RESULT_SUBMITTED(Stage.ANSWERING),
    FEEDBACK_DUE(Stage.ANSWERING),
    CLOSED(Stage.ASSESSING),
    MERGED(Stage.ASSESSING),
    WITHDRAWN(Stage.ASSESSING);

    private final Stage stage;

    State(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    /** Nothing is left to do. */
    public boolean isOver() {
        return stage == Stage.ASSESSING;
    }
}
