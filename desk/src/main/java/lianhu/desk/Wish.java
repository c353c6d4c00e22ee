package lianhu.desk;

import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** What a form on the page of a ticket sends. */
public final class Wish {
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

    /** Zero when it is missing, which is no version of any ticket. */
    int seen() {
        return version != null && version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
    }

    String said() {
        return words == null ? "" : words.strip();
    }

    String chosen() {
        return to == null ? "" : to;
    }

    String other() {
        return into == null ? "" : into;
    }

    boolean isUnsolved() {
        return "no".equals(solved);
    }

    Optional<java.nio.file.Path> picture() {
        return Optional.ofNullable(photo).filter(file -> file.size() > 0).map(FileUpload::uploadedFile);
    }
}
