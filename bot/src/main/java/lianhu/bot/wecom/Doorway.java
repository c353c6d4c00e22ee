package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import lianhu.bot.wecom.Opening.Opened;
import lianhu.core.Reports;
import lianhu.core.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * What the doors have in common: an envelope is opened strictly, every refusal looks alike, and a message that could
 * not be kept is answered so that WeCom comes again.
 */
final class Doorway {
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    private final String door;
    private final Seals seals;

    Doorway(String door, Seals seals) {
        this.door = door;
        this.seals = seals;
    }

    /** WeCom asks whether we hold the keys: the text inside, as it is, within a second. */
    Uni<Response> verify(Optional<Seal> seal, Stamp stamp, @Nullable String echo) {
        return enter(
                seal,
                stamp,
                echo,
                (one, opened) ->
                        Uni.createFrom().item(Response.ok(opened.plain(), TEXT).build()));
    }

    Uni<Response> enter(
            Optional<Seal> seal,
            Stamp stamp,
            @Nullable String encrypt,
            BiFunction<Seal, Opened, Uni<Response>> inside) {
        if (seal.isEmpty()) {
            seals.refused(door, Refusal.ENVELOPE);
            return Uni.createFrom().item(refused());
        }
        Seal one = seal.get();
        return one.open(stamp, encrypt).chain(opening -> switch (opening) {
            case Opening.Refused refused -> Uni.createFrom().item(refused());
            case Opened opened -> kept(one, opened, inside);
        });
    }

    private Uni<Response> kept(Seal seal, Opened opened, BiFunction<Seal, Opened, Uni<Response>> inside) {
        return Uni.createFrom()
                .deferred(() -> inside.apply(seal, opened))
                .onFailure()
                .call(failure -> seal.release(opened))
                .onFailure(failure -> failure instanceof Reports.Busy || failure instanceof Unavailable)
                .recoverWithItem(() ->
                        Response.status(Response.Status.SERVICE_UNAVAILABLE).build());
    }

    /** Opened well, and no message we can read. */
    Response unread(Seal seal) {
        Opening.Refused same = seal.refused(Refusal.MESSAGE);
        return switch (same) {
            case REFUSED -> refused();
        };
    }

    /** For forged, stale, repeated and broken envelopes and for accounts that are not ours: always the same. */
    static Response refused() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    /** Nothing to say: WeCom takes the message for delivered. */
    static Response heard() {
        return Response.ok().build();
    }
}
