package lianhu.adapters.web.support;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.TextSanitizer;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The fields that the report page, the relay page of unit heads and the chamber page share. */
public class ReportForm {
    /** Error text when neither words nor a photo came. */
    public static final String EMPTY = "还没写是什么事。写几个字、拍张照，有一样就行。";

    /** Far beyond the longest accepted text. A megabyte would hold the event loop for a tenth of a second. */
    static final int MAX_READ = 65_536;

    private static final Logger LOG = Logger.getLogger(ReportForm.class);

    @RestForm("words")
    public @Nullable String words;

    @RestForm("key")
    public @Nullable String key;

    @RestForm("photos")
    public @Nullable List<FileUpload> photos;

    private @Nullable String text;

    /** What was written, at most {@link #MAX_READ} characters of it. */
    public String text() {
        String known = text;
        if (known == null) {
            known = TextSanitizer.sanitize(words == null ? null : TextSanitizer.truncate(words, MAX_READ));
            text = known;
        }
        return known;
    }

    /** Idempotency key of the form; the same at every call. */
    public String idempotencyKey() {
        String known = IdempotencyKeys.keyOrNew(key);
        key = known;
        return known;
    }

    public List<FileUpload> files() {
        return PhotoUploads.nonEmpty(photos);
    }

    public boolean isEmpty() {
        return text().isEmpty() && files().isEmpty();
    }

    /** Empty when there is something in the form and its text is not too long. */
    public String textError() {
        String whole = words;
        return isEmpty() ? EMPTY : FormInput.lengthError(whole != null && whole.length() > MAX_READ ? whole : text());
    }

    /** Empty when the number of photos is allowed. */
    public String photoError() {
        return files().size() > PhotoUploads.MAX_PHOTOS ? "最多三张照片，请重新挑三张。" : "";
    }

    /**
     * Shows the form again, with what was typed, when a submission fails.
     *
     * @param rejected page for a text or photo that is not accepted, from the sentence that says why
     * @param unavailable page for everything that a later attempt may get through
     */
    public static Uni<Response> recover(
            Uni<Response> submission, Function<String, Uni<Response>> rejected, Supplier<Uni<Response>> unavailable) {
        return submission
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(no -> rejected.apply(no.getMessage() + "。您写的字还在。"))
                .onFailure()
                .recoverWithUni(broken -> {
                    LOG.warnf(
                            "a report form was not accepted: %s",
                            broken.getClass().getSimpleName());
                    return unavailable.get();
                });
    }
}
