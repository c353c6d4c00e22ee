package lianhu.adapters.web.consultation;

import jakarta.ws.rs.DefaultValue;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationFields;
import lianhu.core.consultation.ConsultationParty;
import lianhu.core.consultation.ConsultationRequest;
import lianhu.core.consultation.Ending;
import lianhu.core.consultation.Matter;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.TextSanitizer;
import lianhu.core.routing.Owner;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The fields of the forms of a consultation. */
public class ConsultationForm {
    /** answer, end or open. */
    @RestForm("act")
    @DefaultValue("")
    public String act = "";

    @RestForm("number")
    @DefaultValue("0")
    public int number;

    /** Name of a {@link ConsultationParty.Position}. */
    @RestForm("position")
    @DefaultValue("ARRIVED")
    public String position = "";

    @RestForm("place")
    public @Nullable String place;

    @RestForm("words")
    public @Nullable String words;

    /** Keys of those who are called, or of the one who leads from now on. */
    @RestForm("party")
    public @Nullable List<String> parties;

    /** Places in the list of the parties that did not come. */
    @RestForm("absent")
    public @Nullable List<Integer> absent;

    /** Whether a dispute was settled: yes or no. */
    @RestForm("settled")
    @DefaultValue("")
    public String settled = "";

    /** Name of an {@link Ending.HandOver.Way}; empty for none. */
    @RestForm("way")
    @DefaultValue("")
    public String way = "";

    @RestForm("reference")
    public @Nullable String reference;

    @RestForm("key")
    public @Nullable String key;

    String idempotencyKey() {
        return IdempotencyKeys.keyOrNew(key);
    }

    String text() {
        return TextSanitizer.sanitize(words);
    }

    /** Why it is not accepted; empty when it is. */
    String error() {
        return FormInput.lengthError(text());
    }

    /** What was written, for a page that shows it again. */
    String written() {
        return FormInput.written(text());
    }

    ConsultationRequest.Open whistle(List<Owner> options) {
        return new ConsultationRequest.Open(
                new Matter.Whistle(TextSanitizer.singleLine(place), text()), fields().owners(options));
    }

    Optional<ConsultationRequest> answer() {
        return ConsultationFields.constant(ConsultationParty.Position.values(), position)
                .map(given -> new ConsultationRequest.Answer(number, Optional.empty(), given, text()));
    }

    /** @param consultation number and kind of the one that ends */
    Optional<ConsultationRequest> ending(Consultation consultation, List<Owner> options) {
        return fields().ending(consultation, options);
    }

    private ConsultationFields fields() {
        return new ConsultationFields(
                text(),
                parties == null ? List.of() : parties,
                absent == null ? List.of() : absent,
                settled,
                way,
                TextSanitizer.singleLine(reference));
    }
}
