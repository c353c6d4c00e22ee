package lianhu.adapters.web.consultation;

import jakarta.ws.rs.DefaultValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.core.consultation.Consultation;
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

    /** Whether a dispute was settled. */
    @RestForm("settled")
    @DefaultValue("false")
    public boolean isSettled;

    /** Name of an {@link Ending.HandOver.Way}; empty for none. */
    @RestForm("way")
    @DefaultValue("")
    public String way = "";

    @RestForm("reference")
    public @Nullable String reference;

    @RestForm("key")
    public @Nullable String key;

    static String key(Owner owner) {
        return owner.type() + ":" + owner.id();
    }

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

    List<Owner> chosen(List<Owner> options) {
        List<String> keys = parties == null ? List.of() : parties;
        return options.stream().filter(owner -> keys.contains(key(owner))).toList();
    }

    ConsultationRequest.Open whistle(List<Owner> options) {
        return new ConsultationRequest.Open(
                new Matter.Whistle(TextSanitizer.singleLine(place), text()), chosen(options));
    }

    Optional<ConsultationRequest> answer() {
        return of(ConsultationParty.Position.values(), position)
                .map(given -> new ConsultationRequest.Answer(number, Optional.empty(), given, text()));
    }

    /** @param consultation number and kind of the one that ends */
    Optional<ConsultationRequest> ending(Consultation consultation, List<Owner> options) {
        return switch (consultation.kind()) {
            case WHISTLE -> Optional.of(callOff(consultation));
            case MEETING ->
                chosen(options).stream()
                        .findFirst()
                        .map(owner -> new ConsultationRequest.Decide(consultation.number(), owner, text()));
            case MEDIATION ->
                Optional.of(new ConsultationRequest.EndMediation(
                        consultation.number(),
                        isSettled,
                        text(),
                        of(Ending.HandOver.Way.values(), way)
                                .map(one -> new Ending.HandOver(one, TextSanitizer.singleLine(reference)))));
        };
    }

    private ConsultationRequest callOff(Consultation consultation) {
        List<Integer> missing = absent == null ? List.of() : absent;
        Map<Integer, Boolean> came = new HashMap<>();
        for (int index = 0; index < consultation.parties().size(); index++) {
            came.put(index, !missing.contains(index));
        }
        return new ConsultationRequest.CallOff(consultation.number(), came, text());
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
