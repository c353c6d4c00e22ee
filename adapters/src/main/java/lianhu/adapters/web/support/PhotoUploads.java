package lianhu.adapters.web.support;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Stores the photos of a form. */
@Singleton
public class PhotoUploads {
    public static final int MAX_PHOTOS = 3;

    private final AttachmentStore attachmentStore;
    private final Vertx vertx;

    PhotoUploads(AttachmentStore attachmentStore, Vertx vertx) {
        this.attachmentStore = attachmentStore;
        this.vertx = vertx;
    }

    /** A form without photos sends one empty file. */
    public static List<FileUpload> nonEmpty(@Nullable List<FileUpload> uploads) {
        return uploads == null
                ? List.of()
                : uploads.stream().filter(upload -> upload.size() > 0).toList();
    }

    /**
     * Stores the photos and goes on.
     *
     * @param refused with the sentence that says what is wrong with a photo
     */
    public Uni<Response> store(
            List<FileUpload> uploads,
            Function<List<AttachmentId>, Uni<Response>> stored,
            Function<String, Uni<Response>> refused) {
        return store(uploads).onItemOrFailure().transformToUni((kept, failure) -> switch (failure) {
            case null -> stored.apply(kept);
            case ReportRejectedException refusal -> refused.apply(refusal.getMessage() + "。");
            default -> Uni.createFrom().failure(failure);
        });
    }

    /** Stores one after the other; fails with {@code ReportRejectedException} when a file is not a supported photo. */
    public Uni<List<AttachmentId>> store(List<FileUpload> uploads) {
        return Multi.createFrom()
                .iterable(uploads)
                .onItem()
                .transformToUniAndConcatenate(upload -> vertx.fileSystem()
                        .readFile(upload.uploadedFile().toString())
                        .map(Buffer::getBytes)
                        .chain(attachmentStore::store))
                .collect()
                .asList();
    }
}
