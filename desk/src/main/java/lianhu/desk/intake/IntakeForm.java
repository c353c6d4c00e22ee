package lianhu.desk.intake;

import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.PlaceSuggestions.Suggestions;
import lianhu.core.report.Channel;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.TicketNo;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a member of staff writes down for a caller or a visitor. */
public final class IntakeForm {
    private static final int MAX_NAME_LENGTH = 20;
    private static final int MAX_PLACE_LENGTH = 80;

    /** The call in which it was said; empty for a visitor. */
    @RestForm("call")
    public @Nullable String call;

    @RestForm("key")
    public @Nullable String key;

    /** Name of the channel of a report without a call. */
    @RestForm("source")
    public @Nullable String source;

    /** The place in words. */
    @RestForm("place")
    public @Nullable String place;

    /** The one of the suggested places that was chosen. */
    @RestForm("area")
    public @Nullable String area;

    @RestForm("words")
    public @Nullable String words;

    /** Code of the category that the person decided on; empty to go by the words. */
    @RestForm("category")
    public @Nullable String category;

    @RestForm("name")
    public @Nullable String name;

    @RestForm("phone")
    public @Nullable String phone;

    /** The ticket that the report is merged into; empty for a ticket of its own. */
    @RestForm("into")
    public @Nullable String into;

    /** {@code yes} for an exercise (点验演练). */
    @RestForm("drill")
    public @Nullable String drill;

    static IntakeForm blank(String call) {
        IntakeForm form = new IntakeForm();
        form.call = call;
        return form;
    }

    public String callId() {
        return Optional.ofNullable(call).orElse("");
    }

    /** The same form, sent twice, files one report. */
    public String idempotencyKey() {
        String known = IdempotencyKeys.keyOrNew(key);
        key = known;
        return known;
    }

    /** How the report came; a talk of the hotline says it by itself. */
    Channel channel() {
        if (!callId().isEmpty()) {
            return Channel.HOTLINE;
        }
        return isByPhone() ? Channel.PHONE : Channel.WALK_IN;
    }

    public boolean isByPhone() {
        return Channel.PHONE.name().equals(source);
    }

    public boolean isDrill() {
        return "yes".equals(drill);
    }

    public String typedPlace() {
        return TextSanitizer.truncate(TextSanitizer.singleLine(place), MAX_PLACE_LENGTH);
    }

    public String text() {
        return TextSanitizer.sanitize(words);
    }

    public String categoryCode() {
        return TextSanitizer.singleLine(category);
    }

    public String person() {
        return TextSanitizer.truncate(TextSanitizer.singleLine(name), MAX_NAME_LENGTH);
    }

    public String typedPhone() {
        return TextSanitizer.singleLine(phone);
    }

    /** The digits of the number; empty when none was typed, or when it is wrong. */
    String number() {
        return PhoneNumberParser.parse(phone).orElse("");
    }

    Optional<TicketNo> target() {
        return TicketNo.parse(TextSanitizer.singleLine(into));
    }

    /**
     * The chosen place, as long as the typed words still suggest it; otherwise what they name without doubt.
     *
     * @param found by the typed words
     */
    Optional<AreaCode> placeIn(Suggestions found) {
        Optional<AreaCode> chosen = AreaCode.parse(TextSanitizer.singleLine(area))
                .filter(code -> typedPlace().isEmpty()
                        || found.places().stream().map(Area::code).anyMatch(code::equals));
        return chosen.or(() -> found.chosen().map(Area::code));
    }

    /** Why it cannot be filed; empty when it can. */
    String trouble(Suggestions found) {
        if (text().isEmpty()) {
            return "还没写是什么事。照来人说的写几个字就行。";
        }
        if (TextSanitizer.length(text()) > Report.MAX_TEXT_LENGTH) {
            return "写得太长了，最多 " + Report.MAX_TEXT_LENGTH + " 字。请删短一些再登记。";
        }
        if (placeIn(found).isEmpty()) {
            return placeTrouble(found);
        }
        return PhoneNumberParser.parse(phone).isPresent() ? "" : PhoneNumberParser.INVALID;
    }

    private String placeTrouble(Suggestions found) {
        if (typedPlace().isEmpty()) {
            return "还没写在哪。打一两个字就行；说不清就写县名。";
        }
        return found.places().isEmpty() ? "没有对上“" + typedPlace() + "”这个地方。换个说法，或者写乡镇；说不清就写县名。" : "有几个地方对得上，请点一个。";
    }
}
