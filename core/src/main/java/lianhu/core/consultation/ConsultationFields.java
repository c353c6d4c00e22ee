package lianhu.core.consultation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.routing.Owner;

/**
 * What a form says of the end of a consultation, and of those whom one calls. Every page reads its fields by this.
 *
 * @param words what was written
 * @param chosen keys of those who are called, or of the one who leads from now on, in the order of the form
 * @param absent places, from 0, of the parties that did not come
 * @param settled {@code yes} or {@code no}: whether a dispute was settled; anything else is no answer
 * @param way name of an {@link Ending.HandOver.Way}; empty for none
 * @param reference the court's number
 */
public record ConsultationFields(
        String words, List<String> chosen, List<Integer> absent, String settled, String way, String reference) {
    public static String key(Owner owner) {
        return owner.type() + ":" + owner.id();
    }

    /** Those that are offered, in the order of the form: the first one of a mediation is its mediator. */
    public List<Owner> owners(List<Owner> options) {
        return chosen.stream()
                .distinct()
                .flatMap(wanted -> options.stream().filter(owner -> key(owner).equals(wanted)))
                .toList();
    }

    /** Empty when something was not chosen. */
    public Optional<ConsultationRequest> ending(Consultation consultation, List<Owner> options) {
        return switch (consultation.kind()) {
            case WHISTLE ->
                Optional.of(new ConsultationRequest.CallOff(consultation.number(), came(consultation), words));
            case MEETING ->
                owners(options).stream()
                        .findFirst()
                        .map(owner -> new ConsultationRequest.Decide(consultation.number(), owner, words));
            case MEDIATION ->
                settled.equals("yes") || settled.equals("no")
                        ? Optional.of(new ConsultationRequest.EndMediation(
                                consultation.number(), settled.equals("yes"), words, handOver()))
                        : Optional.empty();
        };
    }

    private Optional<Ending.HandOver> handOver() {
        return constant(Ending.HandOver.Way.values(), way).map(one -> new Ending.HandOver(one, reference));
    }

    private Map<Integer, Boolean> came(Consultation consultation) {
        Map<Integer, Boolean> came = new HashMap<>();
        for (int place = 0; place < consultation.parties().size(); place++) {
            came.put(place, !absent.contains(place));
        }
        return came;
    }

    /** The constant of this name; empty for another name. */
    public static <E extends Enum<E>> Optional<E> constant(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
