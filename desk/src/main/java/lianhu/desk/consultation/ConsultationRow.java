package lianhu.desk.consultation;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationFields;
import lianhu.core.consultation.ConsultationSummary;
import lianhu.core.consultation.Ending;
import lianhu.core.routing.Owner;

/**
 * One consultation on a page of the desk.
 *
 * @param decidedOwner key of the owner that a meeting decided on; empty otherwise
 */
public record ConsultationRow(String no, ConsultationSummary summary, String decidedOwner, String decidedName) {
    public static ConsultationRow of(Consultation one, Instant now) {
        Optional<Owner> decided = one.ending().flatMap(Ending::owner);
        return new ConsultationRow(
                one.ticket().value(),
                ConsultationSummary.of(one, now),
                decided.map(ConsultationFields::key).orElse(""),
                decided.map(Owner::name).orElse(""));
    }
}
