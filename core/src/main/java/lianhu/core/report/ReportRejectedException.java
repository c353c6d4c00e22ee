package lianhu.core.report;

/** Refused for what it is: coming again with the same does not help. Its text and cause name no resident's words. */
public final class ReportRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportRejectedException(String why) {
        super(why);
    }
}
