package lianhu.core.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the duty officer and the IT person look at: whether every part of this instance works now.
 *
 * @param database the database, with the counts that only it knows; empty while it does not answer
 * @param telephone empty where no Asterisk is configured
 * @param lastBackup empty when no backup was ever made here
 * @param unreadable how often a stored value or row could not be read since the start
 * @param refusedReports how often the database refused a report since the start; nothing of it is stored
 * @param refusedForms how many forms of the public pages their limits refused since the start
 * @param sms empty where no SMS service is configured
 * @param speech empty where no speech server is configured
 * @param unreadableContacts the posts, departments and groups that nobody is reached by, in words
 */
public record SystemStatus(
        Instant at,
        Optional<DatabaseCounts> database,
        boolean isRedisUp,
        Optional<TelephoneStatus> telephone,
        List<OutboxStatus> outboxes,
        List<JobStatus> jobs,
        Optional<Instant> lastBackup,
        long unreadable,
        long refusedReports,
        long refusedForms,
        List<String> unreadableContacts,
        Optional<SmsStatus> sms,
        Optional<SpeechStatus> speech) {
    /**
     * Since the start, for this instance.
     *
     * @param isWorking false from the third call in a row that the service did not answer with yes or no, and at once where
     *     it does not know the token
     * @param isTokenKnown whether the service takes the gateway's token
     * @param unanswered calls of which nobody knows whether an SMS was sent
     */
    public record SmsStatus(boolean isWorking, boolean isTokenKnown, long accepted, long refused, long unanswered) {}

    /**
     * Since the start, for this instance.
     *
     * @param fault what was wrong at the last call, from the third in a row that failed; empty when the server works
     * @param recognized recordings with a transcript
     * @param refused recordings that the server cannot read
     */
    public record SpeechStatus(String fault, long recognized, long refused) {
        public boolean isWorking() {
            return fault.isEmpty();
        }
    }

    /**
     * @param overdue open tickets past their due date that are not sealed
     * @param undelivered deliveries that a person should settle, without those of sealed tickets
     */
    public record DatabaseCounts(long overdue, long undelivered) {}

    /**
     * @param isConnected otherwise the dialplan of Asterisk records the callers meanwhile
     * @param unreadableCalls open calls that nobody can carry on, for instance because a newer version wrote them
     * @param unsavedReports calls whose words are recorded and whose report the store refuses at present
     * @param failedRecordings recordings in Asterisk that could not be made part of a report
     * @param unreachedDesks attempts since the start to reach the emergency desk that failed
     * @param isTrunkDown whether the trunk of the operator has not answered Asterisk for half a minute
     * @param failedPrompts prompts since the start that Asterisk could not play, so that a caller heard nothing
     * @param isCalling whether people are called to an emergency by telephone: there is a trunk
     */
    public record TelephoneStatus(
            boolean isConnected,
            int unreadableCalls,
            int unsavedReports,
            int failedRecordings,
            long unreachedDesks,
            boolean isTrunkDown,
            long failedPrompts,
            boolean isCalling) {
        public boolean isHealthy() {
            return isConnected && unreadableCalls == 0 && unsavedReports == 0 && failedRecordings == 0 && !isTrunkDown;
        }
    }

    /** Who waits in a queue of its own. */
    public enum OutboxPriority {
        EMERGENCIES(Duration.ofSeconds(30)),
        TICKETS(Duration.ofMinutes(10)),
        BROADCASTS(Duration.ofMinutes(30));

        private final Duration tolerated;

        OutboxPriority(Duration tolerated) {
            this.tolerated = tolerated;
        }
    }

    /**
     * @param isRunning false until the database first answered, and after the stop
     * @param pending deliveries of all instances that wait to be sent
     * @param oldest how long the oldest of them waits
     */
    public record OutboxStatus(OutboxPriority priority, boolean isRunning, long pending, Duration oldest) {
        public boolean isHealthy() {
            return isRunning && oldest.compareTo(priority.tolerated) < 0;
        }
    }

    /**
     * @param failures pieces of work that failed since the start
     * @param cause class of the newest failure, never its message, which may quote a resident
     */
    public record JobStatus(
            String name, Optional<Instant> lastSuccess, Optional<Instant> lastFailure, long failures, String cause) {
        /** The newest piece of work succeeded. A job that has not run yet is healthy. */
        public boolean isHealthy() {
            return lastFailure.isEmpty()
                    || lastSuccess
                            .filter(success -> success.isAfter(lastFailure.get()))
                            .isPresent();
        }
    }

    /**
     * Everything works; the age of the backup is not counted, and unreadable values and refused reports are no matter of this instance.
     * An unreadable contact counts: an alarm may end there.
     */
    public boolean isHealthy() {
        return database.isPresent()
                && isRedisUp
                && telephone.map(TelephoneStatus::isHealthy).orElse(true)
                && sms.map(SmsStatus::isWorking).orElse(true)
                && speech.map(SpeechStatus::isWorking).orElse(true)
                && unreadableContacts.isEmpty()
                && outboxes.stream().allMatch(OutboxStatus::isHealthy)
                && jobs.stream().allMatch(JobStatus::isHealthy);
    }
}
