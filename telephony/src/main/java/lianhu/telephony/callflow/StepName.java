package lianhu.telephony.callflow;

/** The steps as they stand in the row of a call. */
public enum StepName {
    GREET(new Greet()),
    OFFER_AGENT(new OfferAgent()),
    RECORD_MESSAGE(new RecordMessage()),
    CONFIRM_MESSAGE(new ConfirmMessage()),
    OFFER_CALLBACK(new OfferCallback()),
    COMMIT_REPORT(new CommitReport()),
    READ_BACK_NUMBER(new ReadBackNumber()),
    EMERGENCY_HAND_OVER(new EmergencyHandOver()),
    FAREWELL(new Farewell()),
    ABANDONED(new Abandoned()),
    CLOSED(new Closed());

    private final Step step;

    StepName(Step step) {
        this.step = step;
    }

    Step step() {
        return step;
    }
}
