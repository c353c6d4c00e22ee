package lianhu.adapters.web.work;

import jakarta.ws.rs.DefaultValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.TextSanitizer;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The fields of the forms by which a handler acts on a ticket. */
public class WorkForm {
    @RestForm("no")
    public @Nullable String no;

    /** Of the ticket as the page showed it. */
    @RestForm("version")
    @DefaultValue("0")
    public int version;

    /** accept, return, result, cannot, extend, ask, resume, reply or heard. */
    @RestForm("action")
    @DefaultValue("")
    public String action = "";

    @RestForm("words")
    public @Nullable String words;

    /** Day of an extension, ISO 8601. */
    @RestForm("until")
    public @Nullable String until;

    @RestForm("key")
    public @Nullable String key;

    @RestForm("photos")
    public @Nullable List<FileUpload> photos;

    String text() {
        return TextSanitizer.sanitize(words);
    }

    Optional<LocalDate> day() {
        return Optional.ofNullable(until).flatMap(FormInput::day);
    }

    String idempotencyKey() {
        return IdempotencyKeys.keyOrNew(key);
    }

    List<FileUpload> files() {
        return PhotoUploads.nonEmpty(photos);
    }

    /** Why it is not accepted, with what was written; empty when it is. */
    String error() {
        String length = FormInput.lengthError(text());
        String error = length.isEmpty() && files().size() > PhotoUploads.MAX_PHOTOS ? "最多三张照片，请重新挑三张。" : length;
        return error.isEmpty() ? "" : error + written();
    }

    /** What was written, for a page that shows it again. */
    String written() {
        return FormInput.written(text());
    }
}
