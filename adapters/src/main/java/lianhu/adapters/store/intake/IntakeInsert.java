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
     * Leaves out reports that are stored already, and all their rows. {@code IS TRUE} keeps that test a hashed look-up;
     * a join, planned for ten rows, would compare each row with each. Reports are sorted by source, so that two
     * batchers cannot deadlock.
     */
    private static final String INSERT = """
            WITH input AS (
              SELECT * FROM unnest(
                $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[],
                $10::bool[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::text[], $17::text[],
                $18::timestamptz[], $19::timestamptz[], $20::bytea[], $21::int[], $22::text[], $23::text[], $24::text[],
                $25::text[], $26::text[], $27::int[], $28::bytea[], $29::text[], $64::bool[])
              AS i(receipt_no, ticket_no, source_account, source_id, channel, conversation, area, reporter, relayer,
                has_account, owner_type, owner_id, owner_name, due, urgency, confidentiality, advice,
                occurred_at, received_at, report_text, version, state, kind, category,
                route, recused_area, dispatches, title, title_ngrams, drill)
            ), won AS (
              INSERT INTO report (receipt_no, source_account, source_id, channel, conversation, area, ticket_no, reporter,
                relayer, has_account, owner_type, owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at,
                received_at)
              SELECT receipt_no, source_account, source_id, channel, conversation, area, ticket_no, reporter,
                relayer, has_account, owner_type, owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at,
                received_at
              FROM input ORDER BY source_account, source_id
              ON CONFLICT (source_account, source_id) DO NOTHING
              RETURNING receipt_no, ticket_no, confidentiality
            ), opened AS (
              INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
                owner_name, route, recused_area, dispatches, reopenings, acknowledged, received_at, changed_at, due, title,
                title_ngrams, drill)
              SELECT ticket_no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
                owner_name, route::jsonb, recused_area, dispatches, 0, false, received_at, received_at, due, title,
                title_ngrams::int[], drill
              FROM input WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), counted AS (
              INSERT INTO ticket_total AS total (backend, tickets) SELECT pg_backend_pid(), count(*) FROM won
              WHERE confidentiality <> 'SEALED' AND (ticket_no IN (SELECT ticket_no FROM input WHERE drill)) IS NOT TRUE
              ON CONFLICT (backend) DO UPDATE SET tickets = total.tickets + excluded.tickets
            ), texts AS (
              INSERT INTO report_text (receipt_no, ciphertext)
              SELECT receipt_no, report_text FROM input WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), persons AS (
              INSERT INTO report_person (receipt_no, role, ciphertext, name_hash)
              SELECT receipt_no, role, ciphertext, name_hash
              FROM unnest($30::text[], $31::text[], $32::bytea[], $63::bytea[]) AS i(receipt_no, role, ciphertext, name_hash)
              WHERE (receipt_no IN (SELECT receipt_no FROM won)) IS TRUE
            ), collaborators AS (
              INSERT INTO ticket_collaborator (ticket_no, position, type, id, name)
              SELECT ticket_no, position, type, id, name
              FROM unnest($33::text[], $34::smallint[], $35::text[], $36::text[], $37::text[])
                AS i(ticket_no, position, type, id, name)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), events AS (
              INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
              SELECT ticket_no, seq, at, type, by_type, by_id, by_name, change::jsonb
              FROM unnest($38::text[], $39::int[], $40::timestamptz[], $41::text[], $42::text[], $43::text[], $44::text[],
                $45::text[]) WITH ORDINALITY AS i(ticket_no, seq, at, type, by_type, by_id, by_name, change, position)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
              ORDER BY position
            ), deliveries AS (
              INSERT INTO delivery (ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state, reason,
                partition, priority)
              SELECT ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state, reason, partition,
                priority
              FROM unnest($46::text[], $47::int[], $48::text[], $49::text[], $50::text[], $51::text[], $52::text[],
                $53::text[], $54::text[], $55::smallint[], $56::smallint[]) WITH ORDINALITY AS i(ticket_no, version, receipt_no, type,
                recipient_type, recipient_id, channel, state, reason, partition, priority, position)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
              ORDER BY position
            ), timers AS (
              INSERT INTO ticket_timer (ticket_no, kind, fires_at, round)
              SELECT ticket_no, kind, fires_at, round
              FROM unnest($57::text[], $58::text[], $59::timestamptz[], $60::int[]) AS i(ticket_no, kind, fires_at, round)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            ), attachments AS (
              INSERT INTO ticket_attachment (ticket_no, sha256)
              SELECT ticket_no, sha256 FROM unnest($61::text[], $62::text[]) AS i(ticket_no, sha256)
              WHERE (ticket_no IN (SELECT ticket_no FROM won)) IS TRUE
            )
            SELECT ticket_no FROM won""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    IntakeInsert(Pool pool, ColumnEncryption columnEncryption) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
    }

    /** Returns the ticket numbers of the drafts that were new, after the commit. */
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
