package lianhu.bot.wecom;

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
import lianhu.core.MemoryFilings;
import lianhu.core.MemoryReports;
import lianhu.core.MemoryTickets;
import lianhu.core.Receipt;
import lianhu.core.SmallCounty;
import lianhu.core.care.CareInbox;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an account is read: a page of two at a time. */
class CustomerCareTest {
    private static final String EVENT = "<xml><OpenKfId>" + CareTown.ACCOUNT + "</OpenKfId><Token>T1</Token></xml>";

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final MemoryFilings filings = new MemoryFilings(new MemoryTickets(() -> SmallCounty.NOW));
    private final MemoryReports reports =
            new MemoryReports(SmallCounty.intake(filing -> filings.keep(filing).invoke(receipts::add)));
    private final CareTown town = new CareTown(Optional.of(reports));
    private final VirtualThreads threads = new VirtualThreads();
    private final Book book = new Book();
    private final Written written = new Written();
    private final CustomerCare care = new CustomerCare(
            written,
            book,
            town.listener,
            threads,
            new WecomAccounts(
                    DoorTown.CORP,
                    URI.create("http://127.0.0.1"),
                    List.of(),
                    new TreeMap<>(),
                    Map.of(),
                    new TreeMap<>(Map.of(CareTown.ACCOUNT, new WecomAccounts.Agent("lianhu", 1, "s", DoorTown.KEY))),
                    true),
            () -> SmallCounty.NOW);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void allPagesAreReadAndThePlaceIsKept() {
        // Given
        written.items.addAll(
                List.of(CareTown.text("m1", "村口路灯不亮"), CareTown.text("m2", "河边垃圾没人收"), CareTown.text("m3", "桥头井盖没了")));

        // When
        event();

        // Then
        await(() -> book.cursor.equals("3"));
        assertEquals(3, receipts.size());
        assertEquals(List.of("T1", "T1"), written.tokens);
    }

    @Test
    void whatCouldNotBeKeptIsReadAgain() {
        // Given
        written.items.add(CareTown.text("m1", "村口路灯不亮"));
        reports.breakDown();
        event();
        await(() -> !written.tokens.isEmpty());
        String meanwhile = book.cursor;

        // When
        reports.mend();

        // Then
        await(() -> book.cursor.equals("1"));
        assertEquals("", meanwhile);
        assertEquals(1, receipts.size());
    }

    @Test
    void anOldTokenIsLeftOutTheNextTime() {
        // Given
        written.items.add(CareTown.text("m1", "村口路灯不亮"));
        written.refusal = Optional.of(95007);

        // When
        event();

        // Then
        await(() -> book.cursor.equals("1"));
        assertEquals(List.of("T1", ""), written.tokens);
    }

    @Test
    void nobodyReadsWhileAnotherCopyDoesAndThenGoesOnBehindIt() {
        // Given
        written.items.addAll(List.of(CareTown.text("m1", "村口路灯不亮"), CareTown.text("m2", "桥头井盖没了")));
        book.reader = Optional.of("another copy");
        event();
        await(() -> book.refusals.get() > 0);
        List<String> meanwhile = List.copyOf(written.tokens);

        // When
        book.cursor = "1";
        book.reader = Optional.empty();

        // Then
        await(() -> book.cursor.equals("2"));
        assertEquals(List.of(), meanwhile);
        assertEquals(1, receipts.size());
    }

    /** A chain of pages, each hanging on the one before, would overflow the stack at its end, and the account stay unread. */
    @Test
    void afterALongBacklogTheNextMessageIsReadToo() {
        // Given
        written.items.addAll(
                Collections.nCopies(100_000, CareTown.read("{\"msgid\":\"m1\",\"origin\":5,\"msgtype\":\"text\"}")));
        event();
        await(() -> book.cursor.equals("100000") && book.isClosed);

        // When
        written.items.add(CareTown.text("last", "村口路灯不亮"));
        event();

        // Then
        await(() -> book.cursor.equals("100001"));
        assertEquals(1, receipts.size());
    }

    @Test
    void anUnknownAccountIsNotRead() {
        // When
        care.heard(Tag.read("<xml><OpenKfId>wkOTHER</OpenKfId></xml>", 10).orElseThrow())
                .await()
                .indefinitely();

        // Then
        assertEquals(List.of(), written.tokens);
    }

    private void event() {
        care.heard(Tag.read(EVENT, 10).orElseThrow()).await().indefinitely();
    }

    private static void await(BooleanSupplier wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came to that");
            Thread.onSpinWait();
        }
    }

    /** What residents wrote; the place is a number of messages. */
    private static final class Written implements CarePages {
        final List<WxCpKfMsgItem> items = new ArrayList<>();
        final List<String> tokens = new CopyOnWriteArrayList<>();
        volatile Optional<Integer> refusal = Optional.empty();

        @Override
        public Page read(String account, String cursor, String token) throws WxErrorException {
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

    private static final class Book implements CareInbox {
        volatile String cursor = "";
        volatile Optional<String> reader = Optional.empty();
        volatile boolean isClosed;
        final AtomicInteger refusals = new AtomicInteger();

        @Override
        public Uni<Optional<String>> open(String account, String by) {
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
        public Uni<Void> close(String account, String by) {
            isClosed = true;
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Optional<String>> link(String account) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Void> keepLink(String account, String link) {
            return Uni.createFrom().voidItem();
        }
    }
}
