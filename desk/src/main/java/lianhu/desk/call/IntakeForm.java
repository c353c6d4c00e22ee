package lianhu.desk.call;

import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a member of staff writes down for a caller or a visitor. */
public final class IntakeForm {
    private static final int MAX_NAME_LENGTH = 20;

    /** The call in which it was said; empty for a visitor. */
    @RestForm("call")
    public @Nullable String call;

    @RestForm("key")
    public @Nullable String key;

    @RestForm("area")
    public @Nullable String area;

    @RestForm("words")
    public @Nullable String words;

    @RestForm("name")
    public @Nullable String name;

    @RestForm("phone")
    public @Nullable String phone;

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

    public String areaCode() {
        return Optional.ofNullable(area).orElse("");
    }

    public String text() {
        return TextSanitizer.sanitize(words);
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

    Optional<AreaCode> place() {
        return AreaCode.parse(areaCode());
    }

    /** Why it cannot be filed; empty when it can. */
    String trouble() {
        if (text().isEmpty()) {
            return "还没写是什么事。照来人说的写几个字就行。";
        }
        if (TextSanitizer.length(text()) > Report.MAX_TEXT_LENGTH) {
            return "写得太长了，最多 " + Report.MAX_TEXT_LENGTH + " 字。请删短一些再登记。";
        }
        if (place().isEmpty()) {
            return "请选在哪个地方；说不清就选县。";
        }
        return PhoneNumberParser.parse(phone).isPresent() ? "" : PhoneNumberParser.INVALID;
    }
}
