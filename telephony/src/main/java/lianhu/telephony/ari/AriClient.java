package lianhu.telephony.ari;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A client of one Asterisk: events in their order, and the requests of a hotline with the names of ARI. A request is sent when
 * its {@code Uni} is subscribed to; requests are sent in the order of the subscriptions, and none waits for the answer to the
 * one before. A {@code Uni} fails with {@link AriException}; each item and failure comes on the context of the client.
 */
public final class AriClient {
    /** 8 kHz, 16 bit, mono: 960 KB a minute. */
    private static final String FORMAT = "wav";

    private final AriConnection connection;
    private final RecordingFiles recordingFiles;
    private final String application;

    /**
     * Not connected yet, see {@link #start}.
     *
     * @param context an event loop; all work is done on it
     * @param handler receives the events in their order, on the context; must not block. What it throws is logged
     */
    public AriClient(Context context, AriOptions options, Clock clock, Consumer<AriEvent> handler) {
        connection = new AriConnection(context, options, clock, handler);
        recordingFiles = new RecordingFiles(context, options);
        application = options.application();
    }

    /** Connects, and connects again for ever whenever the connection is lost; see {@link AriEvent.GapEvent}. */
    public void start() {
        connection.start();
    }

    /** Whether requests can be sent and the last gap has been reported. */
    public boolean isReady() {
        return connection.isReady();
    }

    /** Closes all connections for good; open requests fail. */
    public Uni<Void> close() {
        return uni(() -> Future.join(connection.close(), recordingFiles.close()).mapEmpty());
    }

    /** What lives in Asterisk now; events that are on their way may already have changed it. */
    public Uni<AriSnapshot> snapshot() {
        return uni(() -> AriSnapshot.load(connection, application));
    }

    /**
     * Whether the contact of a PJSIP endpoint answers: {@code online}, {@code offline} or {@code unknown}. Offline, too, until
     * Asterisk has asked it for the first time after its start. Not found where there is none of this name.
     */
    public Uni<String> endpointState(String name) {
        return uni(() -> connection
                .request(AriRequest.of(AriOperation.ENDPOINT, "PJSIP", name))
                .map(body -> new JsonObject(body).getString("state", "unknown")));
    }

    /**
     * Claims a call of {@link AriEvent.CallBroadcast}; its {@code StasisStart} follows. Refused with 409 when another instance
     * was faster, with 404 when the dialplan has gone on.
     */
    public Uni<Void> claim(String channelId) {
        return send(
                AriRequest.of(AriOperation.CLAIM).with("channelId", channelId).with("application", application));
    }

    public Uni<Void> answer(String channelId) {
        return send(AriRequest.of(AriOperation.ANSWER, channelId));
    }

    /** The caller hears a telephone ring until {@link #stopRinging}, or until the channel joins a bridge. */
    public Uni<Void> ring(String channelId) {
        return send(AriRequest.of(AriOperation.RING, channelId));
    }

    public Uni<Void> stopRinging(String channelId) {
        return send(AriRequest.of(AriOperation.STOP_RINGING, channelId));
    }

    /** Gives a channel back to the dialplan, at the first priority of an extension. */
    public Uni<Void> continueInDialplan(String channelId, String dialplanContext, String extension) {
        return send(AriRequest.of(AriOperation.CONTINUE_IN_DIALPLAN, channelId)
                .with("context", dialplanContext)
                .with("extension", extension)
                .with("priority", "1"));
    }

    /**
     * Takes a channel over from the application of another instance, which need not be connected; its {@code StasisStart} follows,
     * and what it plays, records or talks goes on. Refused with 409 when the channel is in the dialplan or still rings.
     */
    public Uni<Void> move(String channelId) {
        return send(AriRequest.of(AriOperation.MOVE, channelId).with("app", application));
    }

    /** Not found when this channel has ended. */
    public Uni<Void> findChannel(String channelId) {
        return send(AriRequest.of(AriOperation.CHANNEL, channelId));
    }

    public Uni<Void> hangUp(String channelId) {
        return send(AriRequest.of(AriOperation.HANG_UP, channelId));
    }

    /**
     * Plays several media as one playback, so that a restart never repeats half of them.
     *
     * @param media URIs such as {@code sound:<absolute file without extension>}
     */
    public Uni<Void> play(String channelId, String playbackId, List<String> media) {
        return send(AriRequest.of(AriOperation.PLAY, channelId, playbackId).with("media", String.join(",", media)));
    }

    /** Not found when this playback has ended or was never begun. */
    public Uni<Void> findPlayback(String playbackId) {
        return send(AriRequest.of(AriOperation.PLAYBACK, playbackId));
    }

    public Uni<Void> stopPlayback(String playbackId) {
        return send(AriRequest.of(AriOperation.STOP_PLAYBACK, playbackId));
    }

    /**
     * Records a channel that is in no bridge; an existing recording of this name is never overwritten. Asterisk's own beep is
     * not used: where its sound file is missing, the recording ends at once as if nothing had been said.
     *
     * @param maxDuration in whole seconds
     * @param maxSilence in whole seconds; counted in packets that arrive, so a caller who sends none is ended by
     *     {@code maxDuration} alone
     * @param terminateOn a key, reported as an event too
     */
    public Uni<Void> record(
            String channelId, String name, Duration maxDuration, Duration maxSilence, char terminateOn) {
        return send(AriRequest.of(AriOperation.RECORD, channelId)
                .with("name", name)
                .with("format", FORMAT)
                .with("maxDurationSeconds", Long.toString(maxDuration.toSeconds()))
                .with("maxSilenceSeconds", Long.toString(maxSilence.toSeconds()))
                .with("ifExists", "fail")
                .with("terminateOn", String.valueOf(terminateOn)));
    }

    public Uni<Void> stopRecording(String name) {
        return send(AriRequest.of(AriOperation.STOP_RECORDING, name));
    }

    /**
     * What is said while a recording is paused is not in it. Without effect when it is so already; to mute again a muted
     * recording would record.
     *
     * @param paused false to record again
     */
    public Uni<Void> pauseRecording(String name, boolean paused) {
        return send(AriRequest.of(paused ? AriOperation.PAUSE_RECORDING : AriOperation.CONTINUE_RECORDING, name));
    }

    /** Not found when no such recording is running. */
    public Uni<Void> findLiveRecording(String name) {
        return send(AriRequest.of(AriOperation.LIVE_RECORDING, name));
    }

    /** Not found when no such recording is stored. One that still runs may be found here too. */
    public Uni<Void> findStoredRecording(String name) {
        return send(AriRequest.of(AriOperation.STORED_RECORDING, name));
    }

    /**
     * The file of a stored recording as WAV. After a crash of Asterisk its header may name a length of 0.
     *
     * @param maxBytes a longer one is refused with 413
     * @return fails with {@link AriException} when Asterisk refuses, otherwise with an I/O failure
     */
    public Uni<byte[]> readRecording(String name, int maxBytes) {
        return uni(() -> recordingFiles.read(name, maxBytes).map(Buffer::getBytes));
    }

    /**
     * A part of the file of a stored recording.
     *
     * @param offset in bytes of the file, its header included
     * @param length in bytes; fewer come at the end of the file only, none behind it
     * @return fails as {@link #readRecording} does
     */
    public Uni<Buffer> readRecordingPart(String name, long offset, int length) {
        return uni(() -> recordingFiles.readPart(name, offset, length));
    }

    public Uni<Void> deleteRecording(String name) {
        return send(AriRequest.of(AriOperation.DELETE_STORED_RECORDING, name));
    }

    /**
     * Calls an endpoint; its {@code StasisStart} comes to this application when it answers.
     *
     * @param channelId id of the new channel; the same id again is refused
     * @param timeout in whole seconds, until an answer
     * @param callerId that the endpoint sees; when it is empty, it sees that of the originator
     * @param originator the caller's channel, whose {@code linkedid} the new one shares; empty for none
     */
    public Uni<Void> originate(
            String endpoint, String channelId, String callerId, Duration timeout, String originator) {
        var request = AriRequest.of(AriOperation.ORIGINATE)
                .with("endpoint", endpoint)
                .with("app", application)
                .with("channelId", channelId)
                .with("callerId", callerId)
                .with("timeout", Long.toString(timeout.toSeconds()));
        return send(originator.isEmpty() ? request : request.with("originator", originator));
    }

    /** Creates a mixing bridge; one of this id that exists already is as good. */
    public Uni<Void> createBridge(String bridgeId) {
        return send(AriRequest.of(AriOperation.CREATE_BRIDGE, bridgeId).with("type", "mixing"))
                .onFailure(AriClient::isConflict)
                .recoverWithNull();
    }

    /** Takes the channels out of other bridges; each must be in an application already. */
    public Uni<Void> addChannels(String bridgeId, List<String> channelIds) {
        return send(AriRequest.of(AriOperation.ADD_CHANNEL, bridgeId).with("channel", String.join(",", channelIds)));
    }

    /** Adds a channel that hears all in the bridge; nobody hears what it says, nor its keys. */
    public Uni<Void> addListener(String bridgeId, String channelId) {
        return send(AriRequest.of(AriOperation.ADD_CHANNEL, bridgeId)
                .with("channel", channelId)
                .with("mute", "true")
                .with("absorbDTMF", "true"));
    }

    /** Complete when the channel has left the bridge. */
    public Uni<Void> removeChannel(String bridgeId, String channelId) {
        return send(AriRequest.of(AriOperation.REMOVE_CHANNEL, bridgeId).with("channel", channelId));
    }

    /** Records what all in the bridge say; a recording of this name that exists already is as good. */
    public Uni<Void> recordBridge(String bridgeId, String name, Duration maxDuration) {
        return send(AriRequest.of(AriOperation.RECORD_BRIDGE, bridgeId)
                        .with("name", name)
                        .with("format", FORMAT)
                        .with("maxDurationSeconds", Long.toString(maxDuration.toSeconds()))
                        .with("ifExists", "fail"))
                .onFailure(AriClient::isConflict)
                .recoverWithNull();
    }

    public Uni<Void> destroyBridge(String bridgeId) {
        return send(AriRequest.of(AriOperation.DESTROY_BRIDGE, bridgeId));
    }

    private Uni<Void> send(AriRequest request) {
        return uni(() -> connection.request(request).mapEmpty());
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof AriException refusal && refusal.isConflict();
    }

    private static <T> Uni<T> uni(Supplier<Future<T>> future) {
        return Uni.createFrom().emitter(emitter -> future.get().onComplete(emitter::complete, emitter::fail));
    }
}
