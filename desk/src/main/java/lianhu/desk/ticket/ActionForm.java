package lianhu.desk.ticket;

import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import lianhu.core.report.TextSanitizer;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The fields of a form on the page of a ticket. */
public final class ActionForm {
    @RestForm
    @PartType(MediaType.TEXT_PLAIN)
    @Nullable
    String version;

    @RestForm
    @PartType(MediaType.TEXT_PLAIN)
    @Nullable
    String words;

    @RestForm
    @PartType(MediaType.TEXT_PLAIN)
    @Nullable
    String to;

    @RestForm
    @PartType(MediaType.TEXT_PLAIN)
    @Nullable
    String into;

    @RestForm
    @PartType(MediaType.TEXT_PLAIN)
    @Nullable
    String solved;

    @RestForm
    @Nullable
    FileUpload photo;

    /** Zero if the field is missing: no ticket has that version. */
    int expectedVersion() {
        return version != null && version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
    }

    String text() {
        return TextSanitizer.sanitize(words);
    }

    String assignee() {
        return to == null ? "" : to;
    }

    String mergeNumber() {
        return into == null ? "" : into;
    }

    boolean isUnresolved() {
        return "no".equals(solved);
    }

    Optional<java.nio.file.Path> attachment() {
        return Optional.ofNullable(photo).filter(file -> file.size() > 0).map(FileUpload::uploadedFile);
    }
}
