package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What the doors have in common: an envelope is opened strictly, every refusal looks alike, and a message that could
 * not be kept is answered so that WeCom comes again.
 */
final class CallbackGuard {
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    private final String door;
    private final CallbackAccounts callbackAccounts;

    CallbackGuard(String door, CallbackAccounts callbackAccounts) {
        this.door = door;
        this.callbackAccounts = callbackAccounts;
    }

    /** WeCom asks whether we hold the keys: the text inside, as it is, within a second. */
    Uni<Response> verify(
            Optional<CallbackCrypto> callbackCrypto, SignatureParams signatureParams, @Nullable String echo) {
        return handle(
                callbackCrypto,
                signatureParams,
                echo,
                (one, decrypted) -> Uni.createFrom()
                        .item(Response.ok(decrypted.plaintext(), TEXT).build()));
    }

    Uni<Response> handle(
            Optional<CallbackCrypto> callbackCrypto,
            SignatureParams signatureParams,
            @Nullable String encrypt,
            BiFunction<CallbackCrypto, Decrypted, Uni<Response>> inside) {
        if (callbackCrypto.isEmpty()) {
            callbackAccounts.countRejection(door, RejectReason.ENVELOPE);
            return Uni.createFrom().item(notFound());
        }
        CallbackCrypto one = callbackCrypto.get();
        return one.decrypt(signatureParams, encrypt).chain(decryptResult -> switch (decryptResult) {
            case DecryptResult.Rejected rejected -> Uni.createFrom().item(notFound());
            case Decrypted decrypted -> handleDecrypted(one, decrypted, inside);
        });
    }

    private Uni<Response> handleDecrypted(
            CallbackCrypto callbackCrypto,
            Decrypted decrypted,
            BiFunction<CallbackCrypto, Decrypted, Uni<Response>> inside) {
        return Uni.createFrom()
                .deferred(() -> inside.apply(callbackCrypto, decrypted))
                .onFailure()
                .call(failure -> callbackCrypto.allowRedelivery(decrypted))
                .onFailure(failure -> failure instanceof ReportSubmission.OverloadException
                        || failure instanceof StoreUnavailableException)
                .recoverWithItem(() ->
                        Response.status(Response.Status.SERVICE_UNAVAILABLE).build());
    }

    /** Opened well, and no message we can read. */
    Response unreadable(CallbackCrypto callbackCrypto) {
        DecryptResult.Rejected same = callbackCrypto.reject(RejectReason.MESSAGE);
        return switch (same) {
            case REJECTED -> notFound();
        };
    }

    /** For forged, stale, repeated and broken envelopes and for accounts that are not ours: always the same. */
    static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    /** Nothing to say: WeCom takes the message for delivered. */
    static Response acknowledged() {
        return Response.ok().build();
    }
}
