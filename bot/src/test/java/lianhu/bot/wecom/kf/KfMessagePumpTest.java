package lianhu.bot.wecom.kf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lianhu.bot.wecom.callback.CallbackFixture;
import lianhu.bot.wecom.callback.XmlElement;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.InMemoryReportSubmission;
import lianhu.core.kf.KfCursorStore;
import lianhu.core.notice.Receipt;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an account is read: a page of two at a time. */
class KfMessagePumpTest {
    private static final String EVENT = "<xml><OpenKfId>" + KfFixture.ACCOUNT + "</OpenKfId><Token>T1</Token></xml>";

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final InMemoryIntakeStore filings =
            new InMemoryIntakeStore(new InMemoryTicketRepository(() -> SmallCountyFixture.NOW));
    private final InMemoryReportSubmission reports = new InMemoryReportSubmission(
            SmallCountyFixture.intake(ticketDraft -> filings.store(ticketDraft).invoke(receipts::add)));
    private final KfFixture town = new KfFixture(Optional.of(reports));
    private final BlockingCallExecutor threads = new BlockingCallExecutor();
    private final InMemoryCursorStore inMemoryCursorStore = new InMemoryCursorStore();
    private final FixedMessages fixedMessages = new FixedMessages();
    private final KfMessagePump care = new KfMessagePump(
            fixedMessages,
            inMemoryCursorStore,
            town.listener,
            threads,
            new WecomAccounts(
                    CallbackFixture.CORP,
                    URI.create("http://127.0.0.1"),
                    List.of(),
                    new TreeMap<>(),
                    Map.of(),
                    new TreeMap<>(
                            Map.of(KfFixture.ACCOUNT, new WecomAccounts.Agent("lianhu", 1, "s", CallbackFixture.KEY))),
                    true),
            () -> SmallCountyFixture.NOW);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void allPagesAreReadAndThePlaceIsKept() {
        // Given
        fixedMessages.items.addAll(List.of(
                KfFixture.text("m1", "村口路灯不亮"), KfFixture.text("m2", "河边垃圾没人收"), KfFixture.text("m3", "桥头井盖没了")));

        // When
        event();

        // Then
        await(() -> inMemoryCursorStore.cursor.equals("3"));
        assertEquals(3, receipts.size());
        assertEquals(List.of("T1", "T1"), fixedMessages.tokens);
    }

    @Test
    void whatCouldNotBeKeptIsReadAgain() {
        // Given
        fixedMessages.items.add(KfFixture.text("m1", "村口路灯不亮"));
        reports.failStore();
        event();
        await(() -> !fixedMessages.tokens.isEmpty());
        String meanwhile = inMemoryCursorStore.cursor;

        // When
        reports.restoreStore();

        // Then
        await(() -> inMemoryCursorStore.cursor.equals("1"));
        assertEquals("", meanwhile);
        assertEquals(1, receipts.size());
    }

    @Test
    void anOldTokenIsLeftOutTheNextTime() {
        // Given
        fixedMessages.items.add(KfFixture.text("m1", "村口路灯不亮"));
        fixedMessages.refusal = Optional.of(95007);

        // When
        event();

        // Then
        await(() -> inMemoryCursorStore.cursor.equals("1"));
        assertEquals(List.of("T1", ""), fixedMessages.tokens);
    }

    @Test
    void nobodyReadsWhileAnotherCopyDoesAndThenGoesOnBehindIt() {
        // Given
        fixedMessages.items.addAll(List.of(KfFixture.text("m1", "村口路灯不亮"), KfFixture.text("m2", "桥头井盖没了")));
        inMemoryCursorStore.reader = Optional.of("another copy");
        event();
        await(() -> inMemoryCursorStore.refusals.get() > 0);
        List<String> meanwhile = List.copyOf(fixedMessages.tokens);

        // When
        inMemoryCursorStore.cursor = "1";
        inMemoryCursorStore.reader = Optional.empty();

        // Then
        await(() -> inMemoryCursorStore.cursor.equals("2"));
        assertEquals(List.of(), meanwhile);
        assertEquals(1, receipts.size());
    }

    /** A chain of pages, each hanging on the one before, would overflow the stack at its end, and the account stay unread. */
    @Test
    void afterALongBacklogTheNextMessageIsReadToo() {
        // Given
        fixedMessages.items.addAll(
                Collections.nCopies(100_000, KfFixture.read("{\"msgid\":\"m1\",\"origin\":5,\"msgtype\":\"text\"}")));
        event();
        await(() -> inMemoryCursorStore.cursor.equals("100000") && inMemoryCursorStore.isClosed);

        // When
        fixedMessages.items.add(KfFixture.text("last", "村口路灯不亮"));
        event();

        // Then
        await(() -> inMemoryCursorStore.cursor.equals("100001"));
        assertEquals(1, receipts.size());
    }

    @Test
    void anUnknownAccountIsNotRead() {
        // When
        care.onMessagesAvailable(XmlElement.parse("<xml><OpenKfId>wkOTHER</OpenKfId></xml>", 10)
                        .orElseThrow())
                .await()
                .indefinitely();

        // Then
        assertEquals(List.of(), fixedMessages.tokens);
    }

    private void event() {
        care.onMessagesAvailable(XmlElement.parse(EVENT, 10).orElseThrow())
                .await()
                .indefinitely();
    }

    private static void await(BooleanSupplier wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came to that");
            Thread.onSpinWait();
        }
    }

    /** What residents wrote; the place is a number of messages. */
    private static final class FixedMessages implements KfMessageSource {
        final List<WxCpKfMsgItem> items = new ArrayList<>();
        final List<String> tokens = new CopyOnWriteArrayList<>();
        volatile Optional<Integer> refusal = Optional.empty();

        @Override
        public Page loadPage(String account, String cursor, String token) throws WxErrorException {
            tokens.add(token);
            Optional<Integer> code = refusal;
            refusal = Optional.empty();
            if (code.isPresent()) {
                throw new WxErrorException(
                        WxError.builder().errorCode(code.get()).build());
            }
            int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
            int to = Math.min(items.size(), from + 2);
            return new Page(items.subList(from, to), Integer.toString(to), to < items.size());
        }
    }

    private static final class InMemoryCursorStore implements KfCursorStore {
        volatile String cursor = "";
        volatile Optional<String> reader = Optional.empty();
        volatile boolean isClosed;
        final AtomicInteger refusals = new AtomicInteger();

        @Override
        public Uni<Optional<String>> acquire(String account, String by) {
            if (reader.isPresent()) {
                refusals.incrementAndGet();
                return Uni.createFrom().item(Optional.empty());
            }
            return Uni.createFrom().item(Optional.of(cursor));
        }

        @Override
        public Uni<Boolean> advance(String account, String by, String to) {
            cursor = to;
            return Uni.createFrom().item(true);
        }

        @Override
        public Uni<Void> release(String account, String by) {
            isClosed = true;
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Optional<String>> link(String account) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Void> saveLink(String account, String link) {
            return Uni.createFrom().voidItem();
        }
    }
}
