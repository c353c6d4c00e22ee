package lianhu.desk.ticket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.recording.InMemoryRecordingAccesses;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import lianhu.desk.view.PhoneCallList;
import lianhu.desk.view.RecordingView;
import lianhu.desk.view.TicketView;
import lianhu.desk.view.VoiceHint;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Recordings on the desk: no reason, no sound. */
@NullUnmarked
class RecordingPagesTest {
    private static final AttachmentId CALL = new AttachmentId("a".repeat(64) + ".wav");
    private static final AttachmentId PHOTO = new AttachmentId("b".repeat(64));
    private static final AttachmentId ELSEWHERE = new AttachmentId("c".repeat(64) + ".wav");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final StaffMember CHEN =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"), "chen.jing");
    private static final StaffMember LI =
            new StaffMember(new Actor(Actor.Type.DESK, "desk:li.qiang", "李强"), "li.qiang");
    private static final StaffMember SHARED = new StaffMember(new Actor(Actor.Type.DESK, "desk", "受理台"), "desk");
    private static final byte[] SOUND = {1, 2, 3, 4};

    private final InMemoryRecordingAccesses accesses = new InMemoryRecordingAccesses();
    private Instant now = DeskFixture.NOW;
    private Confidentiality confidentiality = Confidentiality.PRIVATE;
    private final AttachmentPage page = page(accesses);

    @Test
    void withoutAReasonNothingIsHeardAndThePageAsksForOne() {
        // When
        Response refused = get(CALL, CHEN);
        Response photo = get(PHOTO, CHEN);
        // Then
        assertEquals(403, refused.getStatus());
        String asked = refused.getEntity().toString();
        assertTrue(asked.contains("<h1>先说为什么听</h1>"), asked);
        for (String reason : List.of("听清楚说的是什么", "核对办理", "投诉复核", "其他：写一句")) {
            assertTrue(asked.contains(reason), reason);
        }
        assertTrue(asked.contains("action=\"/desk/tickets/" + no() + "/photo/" + CALL + "\""), asked);
        assertFalse(asked.contains("hx-post=\"/desk/tickets/"), "the answer is the page of the ticket");
        assertEquals(200, photo.getStatus(), "a photo needs no reason");
    }

    @Test
    void aReasonOpensTheRecordingForWhoGaveItForHalfAnHour() {
        // When
        Response opened = say("UNDERSTAND", "", CHEN);
        Response sound = get(CALL, CHEN);
        now = now.plus(RecordingAccess.TERM).minusSeconds(1);
        Response again = get(CALL, CHEN);
        Response another = get(CALL, LI);
        now = now.plusSeconds(1);
        Response late = get(CALL, CHEN);
        // Then
        assertEquals(303, opened.getStatus());
        assertEquals("/desk/tickets/" + no() + "#v" + CALL, opened.getHeaderString("Location"));
        assertEquals(200, sound.getStatus());
        assertArrayEquals(SOUND, (byte[]) sound.getEntity());
        assertEquals("private, no-store", sound.getHeaderString("Cache-Control"));
        assertEquals(200, again.getStatus());
        assertEquals(403, another.getStatus());
        assertEquals(403, late.getStatus());
    }

    @Test
    void aPlayerGetsThePartThatItAsksFor() {
        // Given
        say("CHECK_RESULT", "", CHEN);
        // When
        Response part = await(page.attachment(no(), CALL.sha256(), withRange("bytes=1-2")));
        // Then
        assertEquals(206, part.getStatus());
        assertEquals("bytes 1-2/4", part.getHeaderString("Content-Range"));
        assertArrayEquals(new byte[] {2, 3}, (byte[]) part.getEntity());
    }

    @Test
    void anotherReasonIsSaidInWordsAndNoReasonOpensNothing() {
        // When
        Response empty = say("OTHER", " ", CHEN);
        Response none = say("", "听听看", CHEN);
        Response other = say("OTHER", "家属来问他说了什么", CHEN);
        // Then
        assertEquals(422, empty.getStatus());
        assertTrue(empty.getEntity().toString().contains("请写一句为什么听。"));
        assertEquals(422, none.getStatus());
        assertEquals(303, other.getStatus());
        assertEquals(
                List.of("家属来问他说了什么"),
                await(accesses.findHeard(details().ticket().no())).get(CALL).newest().stream()
                        .map(RecordingAccess::words)
                        .toList());
    }

    @Test
    void whatIsNotOnThePageIsNotFoundWithOrWithoutAReason() {
        // When
        Response elsewhere = await(page.hear(no(), ELSEWHERE.sha256(), "UNDERSTAND", "", StaffRequests.of(CHEN)));
        confidentiality = Confidentiality.SEALED;
        Response sealed = say("UNDERSTAND", "", CHEN);
        // Then
        assertEquals(404, elsewhere.getStatus());
        assertEquals(404, sealed.getStatus());
        assertEquals(404, get(CALL, CHEN).getStatus());
        assertEquals(Map.of(), await(accesses.findHeard(details().ticket().no())));
    }

    @Test
    void aRecordingThatIsErasedMeanwhileOpensNothing() {
        // Given
        accesses.erase(CALL);
        // Then
        assertEquals(404, say("UNDERSTAND", "", CHEN).getStatus());
    }

    @Test
    void thePageOfTheTicketPlaysOnlyWhatIsOpenAndNamesWhoHeardItWhenAndWhy() {
        // Given
        String before = ticketPage(CHEN);
        say("UNDERSTAND", "", CHEN);
        now = now.plusSeconds(60);
        say("OTHER", "<b>家属</b>来问", SHARED);
        // When
        String own = ticketPage(CHEN);
        String others = ticketPage(LI);
        // Then
        assertFalse(before.contains("<audio"), before);
        assertFalse(before.contains("谁听过"), before);
        assertTrue(before.contains("为什么要听？点一个就能听。"), before);
        assertTrue(before.contains("hx-post=\"/desk/tickets/" + no() + "/photo/" + CALL + "\""), before);
        assertTrue(own.contains("<audio") && own.contains("下载"), own);
        assertFalse(others.contains("<audio") || others.contains(">下载<"), others);
        for (String one : List.of(own, others)) {
            assertTrue(one.contains("谁听过：受理台（共用的登录名，分不出是谁）"), one);
            assertTrue(one.contains("：&lt;b&gt;家属&lt;/b&gt;来问</li>"), one);
            assertTrue(one.contains("<li>陈静 <time"), one);
            assertTrue(one.contains("：听清楚说的是什么</li>"), one);
            assertTrue(one.contains("等 2 次"), one);
        }
    }

    @Test
    void whoseHearingCannotBeStoredHearsNothing() {
        // Given
        AttachmentPage away = page((RecordingAccesses) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordingAccesses.class},
                (self, method, arguments) -> method.getName().equals("store")
                        ? Uni.createFrom().failure(new StoreUnavailableException("away", new IllegalStateException()))
                        : method.invoke(accesses, arguments)));
        // When
        assertThrows(
                StoreUnavailableException.class,
                () -> await(away.hear(no(), CALL.sha256(), "UNDERSTAND", "", StaffRequests.of(CHEN))));
        Response sound = await(away.attachment(no(), CALL.sha256(), StaffRequests.of(CHEN)));
        // Then
        assertEquals(403, sound.getStatus());
    }

    private AttachmentPage page(RecordingAccesses store) {
        return new AttachmentPage(
                (TicketQueries) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {TicketQueries.class},
                        (self, method, arguments) -> Uni.createFrom().item(Optional.of(details()))),
                (AttachmentStore) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {AttachmentStore.class},
                        (self, method, arguments) -> Uni.createFrom()
                                .item(Optional.of(new Attachment(
                                        arguments[0].equals(PHOTO) ? "image/jpeg" : "audio/wav", SOUND)))),
                store,
                PageRenderHarness.pages(),
                () -> now);
    }

    private static String no() {
        return details(Confidentiality.PRIVATE).ticket().no().value();
    }

    private Response get(AttachmentId id, StaffMember staffMember) {
        return await(page.attachment(no(), id.sha256(), StaffRequests.of(staffMember)));
    }

    private Response say(String reason, String words, StaffMember staffMember) {
        return await(page.hear(no(), CALL.sha256(), reason, words, StaffRequests.of(staffMember)));
    }

    private static ContainerRequestContext withRange(String range) {
        ContainerRequestContext plain = StaffRequests.of(CHEN);
        return (ContainerRequestContext) Proxy.newProxyInstance(
                ContainerRequestContext.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> method.getName().equals("getHeaderString")
                        ? "Range".equals(arguments[0]) ? range : null
                        : method.invoke(plain, arguments));
    }

    private TicketDetails details() {
        return details(confidentiality);
    }

    private static TicketDetails details(Confidentiality confidentiality) {
        List<TicketEvent> history = List.of(
                event(1, new Change.Received(RECEIPT, Channel.HOTLINE)),
                event(
                        2,
                        new Change.Triaged(
                                RequestKind.HELP,
                                "1101",
                                Urgency.NORMAL,
                                new AreaCode("621099101201001-L001"),
                                confidentiality,
                                new RoutingDecision(
                                        new Owner(OwnerType.DESK, "desk", "云溪县受理台"),
                                        List.of(),
                                        UntranscribedVoice.TITLE,
                                        List.of(),
                                        1,
                                        "hash",
                                        List.of(),
                                        Optional.empty()),
                                DeskFixture.NOW)));
        return new TicketDetails(
                Ticket.replay(new TicketNo("GD20261121621099000376"), history),
                UntranscribedVoice.TITLE,
                List.of(new TicketQueries.ReportText(
                        RECEIPT, UntranscribedVoice.PLACEHOLDER, List.of(CALL, PHOTO), DeskFixture.NOW)),
                List.of(new TicketQueries.ReceiptInfo(RECEIPT, Channel.HOTLINE, "", "", DeskFixture.NOW)),
                history,
                List.of());
    }

    private static TicketEvent event(int seq, Change change) {
        return new TicketEvent(seq, DeskFixture.NOW, Actor.GATEWAY, change, "", List.of(), Optional.empty());
    }

    private String ticketPage(StaffMember staffMember) {
        TicketDetails details = details();
        TicketPage.View view = new TicketPage.View(
                TicketView.of(details, DeskFixture.NAMES, now),
                ActionPanel.of(details.ticket(), Set.of(), List.of()),
                PhoneCallList.NONE,
                PhoneCallList.NONE,
                PhoneCallList.NONE,
                RecordingView.of(
                        Map.of(),
                        await(accesses.findOpen(details.ticket().no(), AttachmentPage.listener(staffMember), now)),
                        await(accesses.findHeard(details.ticket().no())),
                        now),
                VoiceHint.NONE,
                BoardEntry.NONE,
                List.of());
        return await(PageRenderHarness.pages().page("ticket", view, details.title(), "queue", staffMember, ""));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
