package lianhu.adapters.store.outbound;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.store.call.CallbackSql;
import lianhu.adapters.store.call.PgAgents;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RecipientType;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.CallbackCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.PlannedCall;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Stores outbound calls in {@code outbound_call}, and their attempts in {@code outbound_attempt}. */
@ApplicationScoped
public class PgOutboundCalls implements OutboundCallStore {
    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgOutboundCalls(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<List<Uncalled>> findUncalled(int limit, Instant now) {
        return run(pool, OutboundCallSql.UNCALLED, Tuple.of(PgTimestamps.toOffsetDateTime(now), limit))
                .map(PgOutboundCalls::uncalled);
    }

    private static List<Uncalled> uncalled(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Uncalled(matter(row), recipient(row)))
                .toList();
    }

    @Override
    public Uni<List<Uncalled>> findUnasked(int limit, Instant before) {
        return run(pool, OutboundCallSql.UNASKED, Tuple.of(limit, PgTimestamps.toOffsetDateTime(before)))
                .map(PgOutboundCalls::uncalled);
    }

    @Override
    public Uni<Void> plan(PlannedCall call, Instant now) {
        if (call.matter() instanceof CallMatter.OfReporterCall(TicketNo ticket, ReceiptNo receipt)) {
            Tuple request = Tuple.tuple()
                    .addString(ticket.value())
                    .addString(call.recipient().type().name())
                    .addString(call.recipient().id())
                    .addValue(Buffer.buffer(fieldEncryption.encrypt(call.number())))
                    .addValue(numberHash(call.number()))
                    .addValue(PgTimestamps.toOffsetDateTime(now))
                    .addString(receipt.digits());
            return run(pool, OutboundCallSql.REQUEST, request).replaceWithVoid();
        }
        boolean isCalled = call.refusal().isEmpty();
        Tuple values = matterParameters(Tuple.tuple(), call.matter())
                .addString(call.recipient().type().name())
                .addString(call.recipient().id())
                .addString(call.area())
                .addValue(isCalled ? Buffer.buffer(fieldEncryption.encrypt(call.number())) : null)
                .addValue(isCalled ? numberHash(call.number()) : null)
                .addString(call.refusal().map(OutboundResult::name).orElse(null))
                .addValue(PgTimestamps.toOffsetDateTime(now));
        return run(pool, OutboundCallSql.PLAN, values).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> planCallback(CallMatter.OfCallback callback, String number, Instant now) {
        Tuple request = Tuple.of(callback.call(), callback.agent(), callback.extension())
                .addValue(Buffer.buffer(fieldEncryption.encrypt(number)))
                .addValue(numberHash(number))
                .addValue(PgTimestamps.toOffsetDateTime(now));
        return run(pool, OutboundCallSql.REQUEST_CALLBACK, request).map(rows -> rows.rowCount() == 1);
    }

    private Buffer numberHash(String number) {
        return Buffer.buffer(fieldEncryption.keyedHash("outbound:" + number));
    }

    @Override
    public Uni<List<OutboundCall>> claim(Claim claim) {
        Tuple values = Tuple.of(
                        PgTimestamps.toOffsetDateTime(claim.now()),
                        claim.owner(),
                        PgTimestamps.toOffsetDateTime(claim.leaseUntil()))
                .addInteger(claim.perDay())
                .addInteger(claim.lines())
                .addInteger(claim.followUpLines());
        return pool.withTransaction(connection -> run(connection, OutboundCallSql.LOCK_CLAIMS, Tuple.tuple())
                        .chain(() -> run(connection, OutboundCallSql.CLAIM, values)))
                .map(this::calls);
    }

    @Override
    public Uni<Integer> endUnneeded(Instant now) {
        return run(pool, OutboundCallSql.END_UNNEEDED, Tuple.of(PgTimestamps.toOffsetDateTime(now)))
                .map(RowSet::rowCount);
    }

    @Override
    public Uni<List<OutboundCall>> findUnneeded(String owner, Instant now) {
        return run(pool, OutboundCallSql.UNNEEDED, Tuple.of(PgTimestamps.toOffsetDateTime(now), owner))
                .map(this::calls);
    }

    @Override
    public Uni<List<OutboundCall>> findClaimed(String owner) {
        return run(pool, OutboundCallSql.CLAIMED, Tuple.of(owner)).map(this::calls);
    }

    @Override
    public Uni<Void> renew(String owner, Set<Long> calls, Instant leaseUntil) {
        Tuple values = Tuple.of(owner, calls.toArray(Long[]::new), PgTimestamps.toOffsetDateTime(leaseUntil));
        return run(pool, OutboundCallSql.RENEW, values).replaceWithVoid();
    }

    @Override
    public Uni<List<OutboundCall>> takeOver(String owner, Instant now, Instant leaseUntil) {
        return run(
                        pool,
                        OutboundCallSql.TAKE_OVER,
                        Tuple.of(owner, PgTimestamps.toOffsetDateTime(now), PgTimestamps.toOffsetDateTime(leaseUntil)))
                .map(this::calls);
    }

    @Override
    public Uni<Void> end(OutboundCall call, OutboundResult result, int cause, Instant at, Optional<Instant> next) {
        Tuple values = Tuple.of(call.id(), call.attempt(), result.name())
                .addShort((short) cause)
                .addValue(PgTimestamps.toOffsetDateTime(at))
                .addValue(next.map(PgTimestamps::toOffsetDateTime).orElse(null));
        return call.matter() instanceof CallMatter.OfCallback callback
                ? pool.withTransaction(connection -> run(connection, OutboundCallSql.END, values)
                        .chain(ended -> ended.rowCount() == 0
                                ? Uni.createFrom().voidItem()
                                : record(connection, callback, CallbackCalls.outcome(result), at)
                                        .chain(() -> wrapUp(connection, callback, result, at))))
                : run(pool, OutboundCallSql.END, values).replaceWithVoid();
    }

    private static Uni<Void> record(
            SqlClient client, CallMatter.OfCallback callback, Optional<CallbackOutcome> outcome, Instant at) {
        return outcome.isEmpty()
                ? Uni.createFrom().voidItem()
                : run(
                                client,
                                CallbackSql.RECORD_CALLBACK,
                                Tuple.of(
                                        callback.call(),
                                        outcome.get().name(),
                                        PgTimestamps.toOffsetDateTime(at),
                                        callback.agent(),
                                        CallLog.MAX_CALLBACK_ATTEMPTS))
                        .replaceWithVoid();
    }

    private static Uni<Void> wrapUp(
            SqlClient client, CallMatter.OfCallback callback, OutboundResult result, Instant at) {
        return CallbackCalls.needsWrapUp(result)
                ? run(client, PgAgents.WRAP_UP_CALLBACK, Tuple.of(callback.agent(), PgTimestamps.toOffsetDateTime(at)))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    @Override
    public Uni<CallBoard> findByMatter(CallMatter matter, int limit, Instant now, int perDay) {
        Tuple values = matterParameters(Tuple.of(PgTimestamps.toOffsetDateTime(now)), matter)
                .addInteger(limit)
                .addInteger(perDay)
                .addString(kind(matter))
                .addString(matter instanceof CallMatter.OfCallback callback ? callback.call() : null);
        return run(pool, OutboundCallSql.OF_MATTER, values).map(PgOutboundCalls::board);
    }

    private static CallBoard board(RowSet<Row> rows) {
        int total = 0;
        Map<Long, CalledRecipient> found = new LinkedHashMap<>();
        for (Row row : rows) {
            total = row.getInteger("total");
            CalledRecipient before = found.get(row.getLong("id"));
            List<Attempt> attempts = new ArrayList<>(before == null ? List.of() : before.attempts());
            if (row.getOffsetDateTime("started_at") != null) {
                attempts.add(new Attempt(
                        row.getOffsetDateTime("started_at").toInstant(), result(row.getString("attempt_result"))));
            }
            found.put(
                    row.getLong("id"),
                    new CalledRecipient(
                            recipient(row), progress(row), result(row.getString("result")), List.copyOf(attempts)));
        }
        return new CallBoard(List.copyOf(found.values()), total);
    }

    private static Progress progress(Row row) {
        return switch (OutboundCallState.valueOf(row.getString("state"))) {
            case WAITING -> row.getBoolean("is_at_limit") ? Progress.AT_DAILY_LIMIT : Progress.WAITING;
            case DIALLING -> Progress.RINGING;
            case ENDED -> Progress.ENDED;
        };
    }

    private static Optional<OutboundResult> result(@Nullable String name) {
        return Optional.ofNullable(name).map(OutboundResult::valueOf);
    }

    private List<OutboundCall> calls(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::call).toList();
    }

    /** A number that cannot be read is dialled by nobody: the call is ended as one without a number. */
    private OutboundCall call(Row row) {
        return new OutboundCall(
                row.getLong("id"),
                matter(row),
                recipient(row),
                columnEncryption
                        .readable(() ->
                                fieldEncryption.decrypt(row.getBuffer("number").getBytes()))
                        .orElse(""),
                row.getInteger("attempts"),
                row.getInteger("congestions"),
                row.getBoolean("drill"));
    }

    private static CallMatter matter(Row row) {
        @Nullable Long broadcast = row.getLong("broadcast_id");
        if (broadcast != null) {
            return new CallMatter.OfBroadcast(broadcast);
        }
        @Nullable String callback = row.getString("callback_call_id");
        if (callback != null) {
            return new CallMatter.OfCallback(callback, row.getString("agent_login"), row.getString("agent_extension"));
        }
        TicketNo ticket = new TicketNo(row.getString("ticket_no"));
        @Nullable String receipt = row.getString("reporter_receipt");
        if (receipt != null) {
            return new CallMatter.OfReporterCall(ticket, new ReceiptNo(receipt));
        }
        return recipient(row) instanceof Recipient.Reporter
                ? new CallMatter.OfFollowUp(ticket)
                : new CallMatter.OfTicket(ticket);
    }

    private static String kind(CallMatter matter) {
        return switch (matter) {
            case CallMatter.OfFollowUp followUp -> "FOLLOW_UP";
            case CallMatter.OfReporterCall reporterCall -> "REPORTER_CALL";
            case CallMatter.OfCallback callback -> "CALLBACK";
            case CallMatter.OfBroadcast broadcast -> "EMERGENCY";
            case CallMatter.OfTicket ticket -> "EMERGENCY";
        };
    }

    private static Recipient recipient(Row row) {
        return Recipient.of(RecipientType.valueOf(row.getString("recipient_type")), row.getString("recipient_id"));
    }

    private static Tuple matterParameters(Tuple before, CallMatter matter) {
        return switch (matter) {
            case CallMatter.OfBroadcast(long broadcast) ->
                before.addLong(broadcast).addString(null);
            case CallMatter.OfTicket(TicketNo ticket) -> before.addLong(null).addString(ticket.value());
            case CallMatter.OfReporterCall(TicketNo ticket, ReceiptNo receipt) ->
                before.addLong(null).addString(ticket.value());
            case CallMatter.OfCallback callback -> before.addLong(null).addString(null);
            case CallMatter.OfFollowUp(TicketNo ticket) -> before.addLong(null).addString(ticket.value());
        };
    }

    private static Uni<RowSet<Row>> run(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
