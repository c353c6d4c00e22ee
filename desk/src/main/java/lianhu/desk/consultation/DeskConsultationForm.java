package lianhu.desk.consultation;

import java.util.List;
import java.util.Optional;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationFields;
import lianhu.core.consultation.ConsultationParty;
import lianhu.core.consultation.ConsultationRequest;
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
            case "open" -> matter(isAway).map(matter -> new ConsultationRequest.Open(matter, fields().owners(options)));
            case "answer" ->
                of(ConsultationParty.Position.values(), position)
                        .map(given ->
                                new ConsultationRequest.Answer(number(), Optional.ofNullable(index), given, text()));
            case "end" ->
                existing.stream()
                        .filter(one -> one.number() == number())
                        .findFirst()
                        .flatMap(one -> fields().ending(one, options));
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

    private ConsultationFields fields() {
        return new ConsultationFields(
                text(),
                party == null ? List.of() : party,
                absent == null ? List.of() : absent,
                settled == null ? "" : settled,
                way == null ? "" : way,
                TextSanitizer.singleLine(reference));
    }

    private int number() {
        return number == null ? 0 : number;
    }

    private String text() {
        return TextSanitizer.sanitize(words);
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, @Nullable String name) {
        return name == null ? Optional.empty() : ConsultationFields.constant(values, name);
    }
}
