package lianhu.adapters.api;

/** Ends a request with a problem document. It has no stack trace, because it is an expected result. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ApiException(Problem problem) {
        super(problem.title(), null, false, false);
        this.problem = problem;
    }

    public int status() {
        return problem.status();
    }

    public String detail() {
        return problem.detail();
    }

    Problem problem() {
        return problem;
    }
}
