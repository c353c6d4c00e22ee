package lianhu.core.consultation;

import java.time.Instant;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.ticket.ConsultationKind;

/**
 * The times of a consultation. A whistle: half an hour around the clock in an emergency, else one working day; 会商: two hours in
 * an emergency, else three working days, after which silence counts as agreement; 调解: three working days to say how. These
 * are proposals of this gateway; 景宁 only says 第一时间.
 */
record ConsultationClocks(BusinessCalendar calendar) {
    private static final int WHISTLE_MINUTES = 30;
    private static final int MEETING_HOURS = 2;
    private static final int ANSWER_WORKING_DAYS = 3;
    private static final int END_WORKING_DAYS = 3;
    private static final int MEDIATION_WORKING_DAYS = 20;

    Instant answerBy(ConsultationKind kind, Urgency urgency, Instant opened) {
        boolean isEmergency = urgency == Urgency.EMERGENCY;
        return switch (kind) {
            case WHISTLE ->
                isEmergency
                        ? add(opened, WHISTLE_MINUTES, DeadlineRule.Unit.MINUTES)
                        : add(opened, 1, DeadlineRule.Unit.WORKING_DAYS);
            case MEETING ->
                isEmergency
                        ? add(opened, MEETING_HOURS, DeadlineRule.Unit.HOURS)
                        : add(opened, ANSWER_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS);
            case MEDIATION -> add(opened, ANSWER_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS);
        };
    }

    /** After it a consultation that nobody ended ends by itself. */
    Instant endBy(ConsultationKind kind, Instant answerBy) {
        int days = kind == ConsultationKind.MEDIATION ? MEDIATION_WORKING_DAYS : END_WORKING_DAYS;
        return add(answerBy, days, DeadlineRule.Unit.WORKING_DAYS);
    }

    private Instant add(Instant start, int amount, DeadlineRule.Unit unit) {
        return calendar.add(start, amount, unit).at();
    }
}
