package lianhu.adapters.web.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class WorkLinkTokensTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:42:00Z");
    private static final AreaCode GRID = new AreaCode("621099101201001");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Recipient TO_KEEPER = new Recipient.PostHolder(new PostId(GRID + ".KEEPER.1"));
    private static final Recipient TO_HOUSING = new Recipient.DepartmentContact("housing");

    private final List<Delivery> deliveries = new ArrayList<>();
    private Instant now = AT;
    private String keeper = "wang.xiao";

    @Test
    void theLinkOfACardOpensItsTicketForItsRecipient() {
        // Given
        String link = link(delivery(7, NoticeType.ASSIGNED, TO_KEEPER)).orElseThrow();
        // When
        WorkLink opened = open(link).orElseThrow();
        // Then
        assertEquals(Optional.of(new TicketNo("GD7")), opened.ticket());
        assertEquals(GRID + ".KEEPER.1", opened.holder().id());
        assertEquals(List.of(GRID), opened.viewer().areas());
    }

    @Test
    void aDepartmentHasALinkToo() {
        // Given
        String link = link(delivery(7, NoticeType.REOPENED, TO_HOUSING)).orElseThrow();
        // When
        Optional<WorkLink> opened = open(link);
        // Then
        assertEquals(List.of("housing"), opened.orElseThrow().viewer().departments());
    }

    @Test
    void anotherDeliveryAMadeUpHashAndNonsenseOpenNothing() {
        // Given
        String link = link(delivery(7, NoticeType.ASSIGNED, TO_KEEPER)).orElseThrow();
        String hash = link.substring(link.indexOf('.'));
        // When
        String other = link(delivery(8, NoticeType.ASSIGNED, TO_KEEPER)).orElseThrow();
        // Then
        assertNotEquals(hash, other.substring(other.indexOf('.')));
        assertEquals(Optional.empty(), open("t8" + hash));
        assertEquals(Optional.empty(), open("t9" + hash));
        assertEquals(Optional.empty(), open("t7.AAAAAAAAAAAAAAAAAAAAAA"));
        assertEquals(Optional.empty(), open("t7"));
        assertEquals(Optional.empty(), open("tzzzzzzzzzzzz.AAAAAAAAAAAAAAAAAAAAAA"));
    }

    @Test
    void theLinkEndsWithItsTerm() {
        // Given
        String link = link(delivery(7, NoticeType.ASSIGNED, TO_KEEPER)).orElseThrow();
        // When
        now = AT.plus(Duration.ofDays(30)).minus(Duration.ofSeconds(1));
        boolean isOpenBefore = open(link).isPresent();
        now = AT.plus(Duration.ofDays(30));
        // Then
        assertEquals(true, isOpenBefore);
        assertEquals(Optional.empty(), open(link));
    }

    @Test
    void theNextHolderOfThePostDoesNotInheritTheLink() {
        // Given
        String link = link(delivery(7, NoticeType.ASSIGNED, TO_KEEPER)).orElseThrow();
        // When
        keeper = "li.xin";
        // Then
        assertEquals(Optional.empty(), open(link));
        assertNotEquals(link, link(deliveries.getFirst()).orElseThrow());
    }

    @Test
    void unitHeadsReportersAndOtherNoticesHaveNoLink() {
        // When
        Optional<String> head =
                link(delivery(1, NoticeType.ASSIGNED, new Recipient.PostHolder(new PostId(UNIT + ".UNIT_HEAD.1"))));
        Optional<String> dropped = link(delivery(2, NoticeType.DROPPED, TO_KEEPER));
        Optional<String> group = link(delivery(3, NoticeType.ASSIGNED, new Recipient.Group("wr1")));
        // Then
        assertEquals(
                List.of(),
                List.of(head, dropped, group).stream().flatMap(Optional::stream).toList());
    }

    @Test
    void theLinkOfADigestOpensTheListAndTheLinkOfACardDoesNot() {
        // Given
        Delivery delivery = delivery(7, NoticeType.ASSIGNED, TO_KEEPER);
        String list = tokens().listPage(delivery).orElseThrow().substring("/work/".length());
        // When
        WorkLink opened = open(list).orElseThrow();
        // Then
        assertEquals(Optional.empty(), opened.ticket());
        assertEquals(GRID.value(), opened.ownerId());
        assertEquals(Optional.empty(), open("l" + link(delivery).orElseThrow().substring(1)));
    }

    @Test
    void theMorningDigestOpensTheListAndNoTicket() {
        // Given
        Delivery digest = new Delivery(
                9,
                Optional.empty(),
                0,
                Optional.empty(),
                NoticeType.MORNING_DIGEST,
                TO_HOUSING,
                Channel.PRIVATE,
                DeliveryState.SENT,
                "",
                0,
                AT);
        deliveries.add(digest);
        String list = tokens().listPage(digest).orElseThrow().substring("/work/".length());
        // When
        WorkLink opened = open(list).orElseThrow();
        // Then
        assertEquals("housing", opened.ownerId());
        assertEquals(Optional.empty(), opened.ticket());
        assertEquals(Optional.empty(), link(digest));
    }

    @Test
    void theLinkOfAConsultationOpensItAloneAndEndsWithItsTerm() {
        // Given
        String link = link(delivery(7, NoticeType.CONSULTATION, TO_HOUSING)).orElseThrow();
        String token = link.substring(0, link.indexOf('/'));
        // When
        ConsultationLink opened = openConsultation(token).orElseThrow();
        // Then
        assertEquals("/work/" + token + "/consultation", opened.path());
        assertEquals(new TicketNo("GD7"), opened.ticket());
        assertEquals("housing", opened.holder().id());
        assertEquals(Optional.empty(), open(token));
        assertEquals(Optional.empty(), open("t" + token.substring(1)));
        now = AT.plus(Duration.ofDays(30));
        assertEquals(Optional.empty(), openConsultation(token));
    }

    private Optional<ConsultationLink> openConsultation(String token) {
        return tokens().findConsultation(token).await().indefinitely();
    }

    @Test
    void theDigestOfAUnitHeadLinksToTheHeadsOwnPage() {
        // Given
        PostId head = new PostId(UNIT + ".UNIT_HEAD.1");
        // When
        Optional<String> list = tokens().listPage(delivery(7, NoticeType.ASSIGNED, new Recipient.PostHolder(head)));
        // Then
        assertEquals(Optional.of("/unit/of-" + head + "?tab=c"), list);
    }

    private Delivery delivery(long id, NoticeType type, Recipient recipient) {
        Delivery delivery = new Delivery(
                id,
                Optional.of(new TicketNo("GD" + id)),
                1,
                Optional.empty(),
                type,
                recipient,
                Channel.PRIVATE,
                DeliveryState.SENT,
                "",
                0,
                AT);
        deliveries.add(delivery);
        return delivery;
    }

    private Optional<String> link(Delivery delivery) {
        return tokens().ticketPage(delivery).map(path -> path.substring("/work/".length()));
    }

    private Optional<WorkLink> open(String token) {
        return tokens().find(token).await().indefinitely();
    }

    private WorkLinkTokens tokens() {
        TicketQueries queries = (TicketQueries) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (self, method, arguments) -> Uni.createFrom()
                        .item(deliveries.stream()
                                .filter(one -> one.id() == (long) arguments[0])
                                .findFirst()));
        return new WorkLinkTokens(
                new InMemoryPostDirectory(
                        List.of(post(GRID, Role.KEEPER, keeper), post(UNIT, Role.UNIT_HEAD, "lao.zhang"))),
                () -> List.of(new Department("housing", "县住建局", OwnerType.DEPARTMENT, GRID, "", "zhujian")),
                new PostHolderLinks() {
                    @Override
                    public Optional<String> linkOf(PostId post) {
                        return Optional.of("/unit/of-" + post);
                    }

                    @Override
                    public Uni<Optional<String>> renew(PostId post) {
                        throw new UnsupportedOperationException();
                    }
                },
                queries,
                new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII)),
                () -> now);
    }

    private static Post post(AreaCode area, Role role, String user) {
        return new Post(
                new PostId(area + "." + role + ".1"),
                area,
                role,
                "小王",
                "",
                user,
                LocalDate.of(2026, 1, 1),
                Optional.empty());
    }
}
