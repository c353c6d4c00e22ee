package lianhu.adapters.sql;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.JDBCConnectionException;

/** Translates database errors into unavailable or rejected, without details, which may contain user text. */
public final class PgErrors {
    public static Throwable translate(Throwable e) {
        if (e instanceof StoreUnavailableException || e instanceof ReportRejectedException) {
            return e;
        }
        Optional<String> state = sqlState(e);
        if (state.isPresent()) {
            return isDataError(e)
                    ? new ReportRejectedException("the database refuses a row: SQLSTATE " + state.get())
                    : new StoreUnavailableException(
                            "the database cannot now: SQLSTATE " + state.get(), new WithoutMessage(e));
        }
        return isConnectionError(e)
                ? new StoreUnavailableException("the database does not answer", new WithoutMessage(e))
                : e;
    }

    /** SQLSTATE classes 22 (data exception) and 23 (constraint): a row is invalid. No other error is about a row. */
    public static boolean isDataError(Throwable e) {
        return sqlState(e)
                .filter(state -> state.startsWith("22") || state.startsWith("23"))
                .isPresent();
    }

    public static boolean isUniqueViolation(Throwable e) {
        return sqlState(e).filter("23505"::equals).isPresent();
    }

    /** SQLSTATE class 40 (deadlock, serialization failure): nothing was written, and a retry may follow immediately. */
    public static boolean isTransient(Throwable e) {
        return sqlState(e).filter(state -> state.startsWith("40")).isPresent();
    }

    public static boolean violates(String constraint, Throwable e) {
        return e instanceof ConstraintViolationException violation && constraint.equals(violation.getConstraintName());
    }

    /** The Vert.x client and Hibernate report the SQLSTATE in different exceptions. */
    private static Optional<String> sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answer) {
                return Optional.ofNullable(answer.getSqlState());
            }
            if (cause instanceof SQLException answer && answer.getSQLState() != null) {
                return Optional.of(answer.getSQLState());
            }
        }
        return Optional.empty();
    }

    private static boolean isConnectionError(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable
                    || cause instanceof JDBCConnectionException) {
                return true;
            }
        }
        return false;
    }

    /** For a log: class and stack trace. The message may contain user text. */
    public static Exception withoutMessage(Throwable e) {
        return new WithoutMessage(e);
    }

    /** The class and stack trace of an error without its message. */
    private static final class WithoutMessage extends Exception {
        private static final long serialVersionUID = 1;

        WithoutMessage(Throwable e) {
            super(e.getClass().getName());
            setStackTrace(e.getStackTrace());
        }
    }

    private PgErrors() {}
}
