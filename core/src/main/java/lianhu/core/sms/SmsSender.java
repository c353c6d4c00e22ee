package lianhu.core.sms;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Hands an SMS to the service that sends it. */
public interface SmsSender {
    /** Never fails: an error is a result. */
    Uni<Result> send(SmsMessage message);

    /** What the service answered. */
    sealed interface Result {
        /** The service has taken it. Whether it arrived is told by a delivery report, or never. */
        record Accepted() implements Result {}

        /** The service will not send it. */
        record Refused(String why) implements Result {}

        /** Certainly not sent; the service may take it later. */
        record Busy(String why, Duration delay) implements Result {}

        /** The service does not know the token: not sent, and nothing else will be until a person puts it right. */
        record Unauthorized(String why, Duration delay) implements Result {}

        /** No answer, or none that can be read: it may have been sent. */
        record Unanswered(String why) implements Result {}
    }
}
