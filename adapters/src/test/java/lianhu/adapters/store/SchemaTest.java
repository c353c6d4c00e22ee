package lianhu.adapters.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.pgclient.PgException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.outbound.OutboundCallState;
import lianhu.core.area.Area;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.call.AgentPause;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.TalkResult;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.RecipientType;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.personsearch.SearchReason;
import lianhu.core.recording.ListeningReason;
import lianhu.core.report.Channel;
import lianhu.core.report.ReportRole;
import lianhu.core.roster.Role;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketTimer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the database enforces is what the code says: neither can drift from the other. */
@NullUnmarked
class SchemaTest {
    private static final Map<String, Class<? extends Enum<?>>> ENUMERATED = new TreeMap<>(Map.ofEntries(
            Map.entry("area.kind", Area.Kind.class),
            Map.entry("board_removal.by_type", Actor.Type.class),
            Map.entry("binding.tier", GroupBinding.Tier.class),
            Map.entry("broadcast.kind", Broadcast.Kind.class),
            Map.entry("broadcast.state", Broadcast.State.class),
            Map.entry("broadcast_action.action", BroadcastAction.class),
            Map.entry("consultation.kind", ConsultationKind.class),
            Map.entry("customer_group.status", CustomerGroup.BindingStatus.class),
            Map.entry("delivery.channel", Channel.class),
            Map.entry("delivery.recipient_type", RecipientType.class),
            Map.entry("delivery.state", DeliveryState.class),
            Map.entry("delivery.type", NoticeType.class),
            Map.entry("department.type", OwnerType.class),
            Map.entry("outbound_attempt.result", OutboundResult.class),
            Map.entry("outbound_call.recipient_type", RecipientType.class),
            Map.entry("outbound_call.result", OutboundResult.class),
            Map.entry("outbound_call.state", OutboundCallState.class),
            Map.entry("owner_task.state", OwnerTaskState.class),
            Map.entry("phone_call.callback_result", CallbackOutcome.class),
            Map.entry("phone_call.talk_result", TalkResult.class),
            Map.entry("phone_agent.pause_reason", AgentPause.class),
            Map.entry("phone_call.outcome", CallOutcome.class),
            Map.entry("phone_call.step", CallStep.class),
            Map.entry("phone_call_event.step", CallStep.class),
            Map.entry("post.role", Role.class),
            Map.entry("recording_access.by_type", Actor.Type.class),
            Map.entry("recording_access.reason", ListeningReason.class),
            Map.entry("person_search.reason", SearchReason.class),
            Map.entry("report.channel", Channel.class),
            Map.entry("report.confidentiality", Confidentiality.class),
            Map.entry("report.owner_type", OwnerType.class),
            Map.entry("report.urgency", Urgency.class),
            Map.entry("report_person.role", ReportRole.class),
            Map.entry("ticket.confidentiality", Confidentiality.class),
            Map.entry("ticket.kind", RequestKind.class),
            Map.entry("ticket.owner_type", OwnerType.class),
            Map.entry("ticket.state", State.class),
            Map.entry("ticket.urgency", Urgency.class),
            Map.entry("ticket_collaborator.type", OwnerType.class),
            Map.entry("ticket_event.by_type", Actor.Type.class),
            Map.entry("ticket_event.type", EventType.class),
            Map.entry("ticket_timer.kind", TicketTimer.Kind.class)));

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static PostgresFixture postgresFixture;

    @BeforeAll
    static void start() {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void stop() {
        postgresFixture.close();
    }

    @Test
    void everyEnumeratedColumnAllowsTheConstantsOfItsEnum() {
        // Given
        Map<String, Set<String>> expected = new TreeMap<>();
        ENUMERATED.forEach((column, type) -> expected.put(column, names(type.getEnumConstants())));

        // When
        Map<String, Set<String>> allowed = new TreeMap<>();
        postgresFixture.query("""
                        SELECT c.relname || '.' || a.attname, pg_get_constraintdef(k.oid)
                        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                        JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'd' JOIN pg_constraint k ON k.contypid = t.oid
                        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND k.contype = 'c'""").forEach(row -> allowed.put(row.getString(0), quoted(row.getString(1))));

        // Then
        assertEquals(expected, allowed);
    }

    @Test
    void aTicketIsOpenExactlyInTheStatesThatAreNotOver() {
        // Given
        Set<String> over =
                names(Arrays.stream(State.values()).filter(State::isOver).toArray(State[]::new));

        // When
        String rule = postgresFixture.query("""
                        SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                        WHERE d.adrelid = 'ticket'::regclass AND a.attname = 'is_open'""").getFirst().getString(0);

        // Then
        assertEquals(over, quoted(rule));
        assertEquals(true, rule.contains("<> ALL"), rule);
    }

    @Test
    void theApplicationWritesRowsButChangesNoTableAndNoEvent() {
        // Given
        postgresFixture.query("""
                INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
                VALUES ('GD1', 1, now(), 'RECEIVED', 'GATEWAY', 'gateway', '', '{}')""");

        // When
        Map<String, String> refused = new TreeMap<>();
        for (String sql : List.of(
                "UPDATE ticket_event SET by_name = 'x'",
                "DELETE FROM ticket_event",
                "TRUNCATE ticket_event",
                "UPDATE contact_history SET replaced_by = 'x'",
                "DELETE FROM contact_history",
                "UPDATE board_removal SET by_name = 'x'",
                "DELETE FROM board_removal",
                "UPDATE recording_access SET by_name = 'x'",
                "DROP TABLE ticket_event",
                "ALTER TABLE ticket_event DISABLE TRIGGER ALL",
                "CREATE TABLE another (id int)",
                "TRUNCATE ticket",
                "COPY ticket TO PROGRAM 'true'")) {
            refused.put(sql, state(sql));
        }

        // Then
        refused.forEach((sql, state) -> assertEquals(INSUFFICIENT_PRIVILEGE, state, sql));
        assertEquals("", state("DELETE FROM event_text"), "texts of events may be erased");
        assertEquals("", state("UPDATE ticket SET version = version WHERE false"));
    }

    @Test
    void notEvenTheOwnerChangesAnEvent() {
        // Given
        postgresFixture.query("""
                INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
                VALUES ('GD2', 1, now(), 'RECEIVED', 'GATEWAY', 'gateway', '', '{}')""");

        // Then
        for (String sql :
                List.of("UPDATE ticket_event SET by_name = 'x'", "DELETE FROM ticket_event", "TRUNCATE ticket_event")) {
            PgException refused = assertThrows(PgException.class, () -> postgresFixture.query(sql), sql);
            assertEquals("23001", refused.getSqlState(), sql);
        }
    }

    /** The SQLSTATE with which the application is refused; empty when it is not. */
    private static String state(String sql) {
        return PostgresFixture.await(postgresFixture
                .pool()
                .query(sql)
                .execute()
                .map(done -> "")
                .onFailure(PgException.class)
                .recoverWithItem(e -> e instanceof PgException refused ? refused.getSqlState() : "?"));
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> quoted(String rule) {
        return QUOTED.matcher(rule)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
