package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.roster.PgAccountDirectory;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person belongs to a report, not to a telephone number that a family shares. */
class PersonPerReportTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final String PHONE = "15400008888";
    private static final PersonDetails MOTHER = new PersonDetails("", "王秀英", PHONE);
    private static final PersonDetails SON = new PersonDetails("", "张小军", PHONE);
    private static YunxiDatabaseFixture road;
    private static PgTicketQueries queries;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        queries = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void twoPersonsWithOneNumberStayTwoOnTheirTickets() {
        // When
        Receipt hers = report("桥头路灯不亮", MOTHER);
        Receipt his = report("水渠渗水", SON);
        // Then
        assertEquals(List.of("王*"), reporters(hers.ticket()));
        assertEquals(List.of("张*"), reporters(his.ticket()));
    }

    @Test
    void theDisclosureNamesThePersonWhoReportedAndNotTheFirstWithThatNumber() {
        // Given
        PgReporterIdentities identities = new PgReporterIdentities(road.pool(), YunxiDatabaseFixture.VAULT);
        // When
        Receipt hers = report("桥头路灯不亮", MOTHER);
        Receipt his = report("实名举报有人套取补助款", SON);
        // Then
        assertEquals(
                SON, await(identities.findByTicket(his.ticket())).getFirst().person());
        assertEquals(
                MOTHER, await(identities.findByTicket(hers.ticket())).getFirst().person());
    }

    @Test
    void aHeadWhosePhoneWasFirstUsedOnTheWebIsReachedByTheAccount() {
        // Given
        report("巷道口堆了杂物", MOTHER);
        PgAccountDirectory accounts = new PgAccountDirectory(
                road.roster().posts(),
                road.roster().departments(),
                road.pool(),
                YunxiDatabaseFixture.VAULT,
                road.clock());
        // When
        Receipt own =
                road.report(UNIT, "健身器材断了", new PersonDetails("lao.zhang", "张小军", PHONE), Channel.RELAY, "unit:L001");
        // Then
        assertEquals(Optional.of("lao.zhang"), await(accounts.account(new Recipient.Reporter(own.no()))));
    }

    private static Receipt report(String words, PersonDetails reporter) {
        return road.report(UNIT, words, reporter, Channel.WEB, "web:" + reporter.name());
    }

    private static List<String> reporters(TicketNo ticket) {
        return await(queries.find(ticket, Viewer.DESK)).orElseThrow().receipts().stream()
                .map(ReceiptInfo::reporter)
                .toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
