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
 * The steps that both callback endpoints share: strict decryption, one and the same rejection for every reason, and an
 * answer that makes WeCom redeliver a message that could not be stored.
 */
final class CallbackGuard {
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    private final String channel;
    private final CallbackAccounts callbackAccounts;

    CallbackGuard(String channel, CallbackAccounts callbackAccounts) {
        this.channel = channel;
        this.callbackAccounts = callbackAccounts;
    }

    /** WeCom checks that we hold the keys: it expects the decrypted text unchanged within a second. */
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
            callbackAccounts.countRejection(channel, RejectReason.ENVELOPE);
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

    /** The envelope is valid, its message is not readable. */
    Response unreadable(CallbackCrypto callbackCrypto) {
        DecryptResult.Rejected same = callbackCrypto.reject(RejectReason.MESSAGE);
        return switch (same) {
            case REJECTED -> notFound();
        };
    }

    /** The same answer for forged, stale, repeated and broken envelopes and for unknown accounts. */
    static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    /** An empty answer: WeCom regards the message as delivered. */
    static Response acknowledged() {
        return Response.ok().build();
    }
}
