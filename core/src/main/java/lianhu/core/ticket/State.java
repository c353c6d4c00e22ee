package lianhu.core.ticket;

/** Where a ticket stands. All states of the closed loop are declared; the events say which are reached. */
public enum State {
    RECEIVED(Stage.COLLECTING),
    SUPPLEMENTING(Stage.COLLECTING),
    TRIAGED(Stage.ASSIGNING),
    DISPATCHED(Stage.ASSIGNING),
    RETURN_REVIEW(Stage.ASSIGNING),
    ADJUDICATING(Stage.ASSIGNING),
    ACCEPTED(Stage.HANDLING),
    IN_PROGRESS(Stage.HANDLING),
    WAITING_CITIZEN(Stage.HANDLING),
    WAITING_EXTERNAL(Stage.HANDLING),
    CONSULTING(Stage.HANDLING),
    EXT_REVIEW(Stage.HANDLING),
    RESULT_SUBMITTED(Stage.ANSWERING),
    RESULT_REJECTED(Stage.ANSWERING),
    FEEDBACK_DUE(Stage.ANSWERING),
    REDO(Stage.ANSWERING),
    CLOSED(Stage.ASSESSING),
    ARCHIVED(Stage.ASSESSING),
    ANSWERED(Stage.ASSESSING),
    REFERRED_STATUTORY(Stage.ASSESSING),
    TRANSFERRED_EMERGENCY(Stage.ASSESSING),
    OUT_OF_JURISDICTION(Stage.ASSESSING),
    MERGED(Stage.ASSESSING),
    WITHDRAWN(Stage.ASSESSING),
    INVALID(Stage.ASSESSING);

    private final Stage stage;

    State(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    /** Nobody has to act any more. */
    public boolean isOver() {
        return stage == Stage.ASSESSING;
    }
}
