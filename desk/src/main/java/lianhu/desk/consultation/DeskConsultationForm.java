package lianhu.desk.consultation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationParty;
import lianhu.core.consultation.ConsultationRequest;
import lianhu.core.consultation.Ending;
import lianhu.core.consultation.Matter;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.TextSanitizer;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.ConsultationKind;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The fields of the forms of a consultation at the desk. */
public final class DeskConsultationForm {
    /** open, answer or end. */
    @RestForm
    @Nullable
    String act;

    /** Name of a {@link ConsultationKind}. */
    @RestForm
    @Nullable
    String kind;

    @RestForm
    @Nullable
    Integer number;

    /** Place of the party that the desk answers for. */
    @RestForm
    @Nullable
    Integer index;

    /** Name of a {@link ConsultationParty.Position}. */
    @RestForm
    @Nullable
    String position;

    @RestForm
    @Nullable
    String place;

    @RestForm
    @Nullable
    String words;

    @RestForm
    @Nullable
    List<String> party;

    /** Places of the parties that did not come. */
    @RestForm
    @Nullable
    List<Integer> absent;

    @RestForm
    @Nullable
    String dispute;

    @RestForm
    @Nullable
    String type;

    @RestForm
    @Nullable
    String persons;

    @RestForm
    @Nullable
    String settled;

    @RestForm
    @Nullable
    String way;

    @RestForm
    @Nullable
    String reference;

    @RestForm
    @Nullable
    String key;

    String idempotencyKey() {
        return IdempotencyKeys.keyOrNew(key);
    }

    /** Empty when a field is missing. */
    Optional<ConsultationRequest> request(List<Consultation> existing, List<Owner> options, boolean isAway) {
        return switch (act == null ? "" : act) {
            case "open" -> matter(isAway).map(matter -> new ConsultationRequest.Open(matter, chosen(options)));
            case "answer" ->
                of(ConsultationParty.Position.values(), position)
                        .map(given ->
                                new ConsultationRequest.Answer(number(), Optional.ofNullable(index), given, text()));
            case "end" ->
                existing.stream()
                        .filter(one -> one.number() == number())
                        .findFirst()
                        .flatMap(one -> ending(one, options));
            default -> Optional.empty();
        };
    }

    private Optional<Matter> matter(boolean isAway) {
        return of(ConsultationKind.values(), kind).flatMap(one -> switch (one) {
            case WHISTLE -> Optional.of(new Matter.Whistle(TextSanitizer.singleLine(place), text()));
            case MEETING -> Optional.of(new Matter.Meeting(isAway, text()));
            case MEDIATION ->
                of(Matter.DisputeKind.values(), dispute)
                        .flatMap(about -> of(Matter.MediationType.values(), type)
                                .map(by -> new Matter.Mediation(about, by, TextSanitizer.singleLine(persons), text())));
        });
    }

    private Optional<ConsultationRequest> ending(Consultation one, List<Owner> options) {
        return switch (one.kind()) {
            case WHISTLE -> Optional.of(new ConsultationRequest.CallOff(number(), came(one), text()));
            case MEETING ->
                chosen(options).stream()
                        .findFirst()
                        .map(owner -> new ConsultationRequest.Decide(number(), owner, text()));
            case MEDIATION ->
                Optional.of(new ConsultationRequest.EndMediation(
                        number(),
                        "yes".equals(settled),
                        text(),
                        of(Ending.HandOver.Way.values(), way)
                                .map(by -> new Ending.HandOver(by, TextSanitizer.singleLine(reference)))));
        };
    }

    private Map<Integer, Boolean> came(Consultation one) {
        Map<Integer, Boolean> came = new HashMap<>();
        for (int place = 0; place < one.parties().size(); place++) {
            came.put(place, absent == null || !absent.contains(place));
        }
        return came;
    }

    /** Those that are offered, in the order of the form. */
    private List<Owner> chosen(List<Owner> options) {
        List<String> keys = party == null ? List.of() : party;
        return keys.stream()
                .distinct()
                .flatMap(wanted -> options.stream()
                        .filter(owner -> ConsultationRow.key(owner).equals(wanted)))
                .toList();
    }

    private int number() {
        return number == null ? 0 : number;
    }

    private String text() {
        return TextSanitizer.sanitize(words);
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
