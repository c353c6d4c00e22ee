package lianhu.telephony.gateway.recording;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.callflow.CallFlow;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.eventloop.EventLoop;

/**
 * Fetches the recordings of a call from Asterisk and makes a report of them. A recording is deleted in Asterisk once its report
 * is durable, so that the words of residents lie in one place only.
 */
public final class RecordedReports {
    /** Two minutes are 1.9 MB. */
    private static final int MAX_BYTES = 2_000_000;

    /** Of sound that is in memory at once: twenty minutes. A longer talk is fetched and stored piece by piece. */
    private static final int PIECE = 12 * WavFile.PART;

    private static final System.Logger LOG = System.getLogger(RecordedReports.class.getName());

    private final AriClient ari;
    private final CallReports reports;
    private final EventLoop loop;

    /** @param loop on which every result comes */
    public RecordedReports(AriClient ari, CallReports reports, EventLoop loop) {
        this.ari = ari;
        this.reports = reports;
        this.loop = loop;
    }

    /**
     * @param recordings names of recordings in Asterisk, in their order
     * @return the receipt; fails when the report is not known to be durable, or a recording may still be had
     */
    public Uni<String> submit(CallId call, ReportKind kind, String caller, String language, List<String> recordings) {
        return Multi.createFrom()
                .iterable(recordings)
                .onItem()
                .transformToUniAndConcatenate(this::read)
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList()
                .chain(files -> reports.submit(call, kind, caller, language, files))
                .emitOn(loop)
                .invoke(receipt -> recordings.forEach(this::delete));
    }

    /**
     * Does with the recording of a talk what its call asks for. False when the talk is not filed yet. Nothing is left to do when
     * another instance was faster.
     */
    public Uni<Boolean> importBridge(CallId call, String recording) {
        return reports.bridgeRecording(call)
                .emitOn(loop)
                .chain(use -> switch (use) {
                    case BridgeRecording.Keep() -> Uni.createFrom().item(false);
                    case BridgeRecording.Delete() -> Uni.createFrom().item(true).invoke(() -> delete(recording));
                    case BridgeRecording.Add() ->
                        importTalk(call, recording, parts -> reports.addRecordings(call, recording, parts));
                    case BridgeRecording.Submit(String caller, String language) ->
                        importTalk(
                                call,
                                recording,
                                parts -> reports.submit(call, ReportKind.UNFILED_TALK, caller, language, parts)
                                        .replaceWithVoid());
                })
                .onFailure(RecordedReports::isNotFound)
                .recoverWithItem(true);
    }

    /**
     * Makes of what the dialplan recorded a report, or adds it to the report of its call; a call without words becomes one to call
     * back. Nothing is left to do when another instance was faster.
     */
    public Uni<Boolean> importUnattended(CallId call, String recording, String caller) {
        return ari.readRecording(recording, MAX_BYTES)
                .map(file -> WavFile.seconds(file) < CallFlow.MIN_TALKING_SECONDS
                        ? List.<byte[]>of()
                        : List.of(WavFile.repair(file)))
                .chain(words -> reports.addUnattended(call, caller, recording, words))
                .emitOn(loop)
                .invoke(() -> delete(recording))
                .replaceWith(true)
                .onFailure(RecordedReports::isNotFound)
                .recoverWithItem(true);
    }

    /**
     * How many seconds of speech a stored recording can hold that ended unseen: none when it is too short for a message, otherwise
     * unknown.
     */
    public Uni<Integer> longestTalking(String recording) {
        return ari.readRecording(recording, MAX_BYTES)
                .map(file -> WavFile.seconds(file) < CallFlow.MIN_TALKING_SECONDS
                        ? 0
                        : CallEvent.RecordingFinished.UNKNOWN_TALKING)
                .emitOn(loop)
                .onFailure(failure -> !isNotFound(failure))
                .recoverWithItem(CallEvent.RecordingFinished.UNKNOWN_TALKING);
    }

    /** @param first stores the first piece, which may be the report itself, in parts of 100 seconds */
    private Uni<Boolean> importTalk(CallId call, String recording, Function<List<byte[]>, Uni<Void>> first) {
        return readPart(recording, 0, WavFile.HEADER)
                .chain(header -> storePiece(call, recording, header, 1, first))
                .emitOn(loop)
                .invoke(() -> delete(recording))
                .replaceWith(true);
    }

    /**
     * Stores a piece and then those behind it: each is added when the one before it is durable, under a name of its own.
     *
     * @param number counts from 1
     */
    private Uni<Void> storePiece(
            CallId call, String recording, byte[] header, int number, Function<List<byte[]>, Uni<Void>> store) {
        return readPart(recording, WavFile.HEADER + (number - 1L) * PIECE, PIECE)
                .chain(sound -> {
                    if (sound.length == 0 && number > 1) {
                        return Uni.createFrom().voidItem();
                    }
                    boolean isLast = sound.length < PIECE;
                    Uni<Void> stored = store.apply(WavFile.split(header, sound));
                    return isLast
                            ? stored
                            : stored.chain(() -> storePiece(
                                    call,
                                    recording,
                                    header,
                                    number + 1,
                                    parts -> reports.addRecordings(call, recording + "-" + (number + 1), parts)));
                });
    }

    /** On a worker: copying twenty megabytes is no work for the event loop. */
    private Uni<byte[]> readPart(String recording, long offset, int length) {
        return ari.readRecordingPart(recording, offset, length)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(Buffer::getBytes);
    }

    /** Empty when Asterisk has no such file: fetched before, or lost with its disk. */
    private Uni<Optional<byte[]>> read(String name) {
        return ari.readRecording(name, MAX_BYTES)
                .map(WavFile::repair)
                .map(Optional::of)
                .onFailure(RecordedReports::isNotFound)
                .recoverWithUni(() -> missing(name));
    }

    /** An Asterisk that starts serves no recordings before its modules run; the connection is ready only then. */
    private Uni<Optional<byte[]>> missing(String name) {
        return ari.findStoredRecording(name)
                .map(found -> true)
                .onFailure(failure -> isNotFound(failure) && ari.isReady())
                .recoverWithItem(false)
                .map(isThere -> {
                    if (isThere) {
                        throw new IllegalStateException("Asterisk does not serve its recordings yet");
                    }
                    LOG.log(Level.WARNING, "a recording is not there");
                    return Optional.empty();
                });
    }

    /** One that stays is found by nobody but the operator of Asterisk: the report holds its words. */
    private void delete(String name) {
        ari.deleteRecording(name).subscribe().with(deleted -> {}, failure -> {
            if (!isNotFound(failure)) {
                LOG.log(
                        Level.WARNING,
                        "a recording is not deleted: {0}",
                        failure.getClass().getSimpleName());
            }
        });
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof AriException refusal && refusal.isNotFound();
    }
}
