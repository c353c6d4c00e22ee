package lianhu.core.report;

/** The input is refused; sending the same again does not help. Message and cause hold no words of residents. */
public final class ReportRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportRejectedException(String why) {
        super(why);
    }
}
