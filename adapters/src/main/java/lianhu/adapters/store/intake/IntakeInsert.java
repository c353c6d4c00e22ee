package lianhu.adapters.store.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.adapters.sql.ColumnEncryption;

/** Writes a batch in one statement, which is one transaction. */
final class IntakeInsert {
    /**
     * Reports that are there already are left out, and with them all that hangs on them: {@code IS TRUE} keeps the test of
     * that a hashed look-up, where a join, planned for ten rows, would compare each with each. Reports go in by source and
     * persons by key, so that two lanes never wait for each other in a circle.
     */
    private static final String INSERT = """
            WITH input AS (
              SELECT * FROM unnest(
                $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[],
                $10::bool[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::text[], $17::text[],
                $18::timestamptz[], $19::timestamptz[], $20::bytea[], $21::int[], $22::text[], $23::text[], $24::text[],
                $25::text[], $26::text[], $27::text[], $28::int[], $29::bytea[], $30::text[])
              AS i(receipt_no, ticket_no, door, source_id, channel, conversation, area, reporter, relayer,
                has_account, lead_type, lead_id, lead_name, due, urgency, discretion, advice,
                occurred_at, received_at, said, version, state, kind, category,
                helpers, route, recused, dispatches, title, grams)
            ), won AS (
              INSERT INTO report (receipt_no, door, source_id, channel, conversation, area, ticket_no, reporter, relayer,
                has_account, lead_type, lead_id, lead_name, due, urgency, discretion, advice, occurred_at, received_at)
              SELECT receipt_no, door, source_id, channel, conversation, area, ticket_no, reporter, relayer,
                has_account, lead_type, lead_id, lead_name, due, urgency, discretion, advice, occurred_at, received_at
              FROM input ORDER BY door, source_id
              ON CONFLICT (door, source_id) DO NOTHING
              RETURNING receipt_no, ticket_no
            ), opened AS (
              INSERT INTO ticket (no, version, state, kind, category, urgency, area, discretion, lead_type, lead_id, lead_name,
                helpers, route, recused, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, grams)
              SELECT ticket_no, version, state, kind, category, urgency, area, discretion, lead_type, lead_id, lead_name,
                helpers::jsonb, route::jsonb, recused, dispatches, 0, false, received_at, received_at, due, title, grams::int[]
              FROM input WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), said AS (
              INSERT INTO report_text (receipt_no, sealed)
              SELECT receipt_no, said FROM input WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), known AS (
              INSERT INTO person (key, sealed)
              SELECT key, sealed FROM unnest($31::text[], $32::bytea[], $33::bytea[]) AS i(ticket_no, key, sealed)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
              ORDER BY key
              ON CONFLICT (key) DO NOTHING
            ), happened AS (
              INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
              SELECT ticket_no, seq, at, type, by_type, by_id, by_name, change::jsonb
              FROM unnest($34::text[], $35::int[], $36::timestamptz[], $37::text[], $38::text[], $39::text[], $40::text[],
                $41::text[]) WITH ORDINALITY AS i(ticket_no, seq, at, type, by_type, by_id, by_name, change, place)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
              ORDER BY place
            ), told AS (
              INSERT INTO delivery (ticket_no, version, receipt_no, type, audience, channel, state, why, slot)
              SELECT ticket_no, version, receipt_no, type, audience, channel, state, why, slot
              FROM unnest($42::text[], $43::int[], $44::text[], $45::text[], $46::text[], $47::text[], $48::text[],
                $49::text[], $50::smallint[]) WITH ORDINALITY
                AS i(ticket_no, version, receipt_no, type, audience, channel, state, why, slot, place)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
              ORDER BY place
            ), set_off AS (
              INSERT INTO alarm (ticket_no, kind, at, round)
              SELECT ticket_no, kind, at, round
              FROM unnest($51::text[], $52::text[], $53::timestamptz[], $54::int[]) AS i(ticket_no, kind, at, round)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            )
            SELECT ticket_no FROM won""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    IntakeInsert(Pool pool, ColumnEncryption columnEncryption) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
    }

    /** The ticket numbers of those that were new. The client completes it when the transaction is over. */
    Uni<Set<String>> insert(List<NumberedDraft> batch) {
        return pool.preparedQuery(INSERT)
                .execute(new IntakeInsertParameters(batch, columnEncryption).tuple())
                .map(rows -> {
                    Set<String> won = HashSet.newHashSet(batch.size());
                    for (Row row : rows) {
                        won.add(row.getString(0));
                    }
                    return won;
                });
    }
}
