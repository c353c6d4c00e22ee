package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lianhu.bench.TestCaller.Manner;
import lianhu.bench.harness.Closer;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;

/** One caller at each step of the conversation at the same moment, and two people whom an emergency calls. */
@NullUnmarked
final class CrashRows implements Closer.Resource {
    /** Where a caller stands. */
    enum Row {
        GREETED,
        PRESSES_NINE,
        AGENT_RINGS,
        TALKS,
        TALKS_WITH_TWO,
        TALKS_AFTER_TRANSFER,
        SPEAKS,
        HAS_SAID_NOTHING,
        CONFIRMS,
        COMMITS,
        HEARS_NUMBER,
        OFFERED_CALLBACK,
        DESK_RINGS,
        TALKS_WITH_DESK,
        CALLS_DURING_OUTAGE
    }

    static final List<Row> TALKING =
            List.of(Row.TALKS, Row.TALKS_WITH_TWO, Row.TALKS_AFTER_TRANSFER, Row.TALKS_WITH_DESK);

    /** At 8,000 samples a second. */
    private static final int FRAME = 800;

    /** In frames, of a tenth of a second each. */
    private static final int LONGEST_GAP = 5;

    /** The voices of all but callers. */
    private static final Tone OTHER_VOICE = new Tone(3_400);

    private final HotlineCluster hotline;
    private final Closer closer = new Closer();
    private final Map<Row, TestCaller> callers = new EnumMap<>(Row.class);
    private final Map<Row, String> calls = new EnumMap<>(Row.class);
    private final Map<Row, SipPhone> partners = new EnumMap<>(Row.class);
    private final Map<Row, Integer> begins = new EnumMap<>(Row.class);
    private final Connection lock;
    final SipPhone post;
    final SipPhone otherPost;

    CrashRows(HotlineCluster hotline) throws SQLException {
        this.hotline = hotline;
        lock = hotline.ledger.connect();
        lock.setAutoCommit(false);
        post = phone("15400000001");
        otherPost = phone("15400000002");
    }

    /** Brings each caller to a step, those who stand there for the shortest time last. */
    void place() throws InterruptedException, SQLException {
        otherPost.ring();
        hotline.exchange.expect(HotlineCluster.POSTS, post);
        hotline.exchange.expect(HotlineCluster.POSTS, otherPost);
        List<Row> messages = List.of(Row.HEARS_NUMBER, Row.COMMITS, Row.CONFIRMS, Row.SPEAKS);
        for (Row row : messages) {
            call(row, Manner.SPEAKS_ON);
        }
        for (Row row : messages) {
            hotline.until(row + " speaks", () -> hotline.ledger.isRecording(id(row)));
        }
        talk(Row.TALKS_AFTER_TRANSFER, "7001");
        SipPhone agent = partner(Row.TALKS_AFTER_TRANSFER);
        addThirdParty(Row.TALKS_AFTER_TRANSFER, "13900007001");
        agent.hangUp();
        hotline.until("the agent has left", () -> hotline.ledger.isReleased("7001"));
        talk(Row.TALKS_WITH_TWO, "7002");
        addThirdParty(Row.TALKS_WITH_TWO, "13900007002");
        talk(Row.TALKS, "7003");
        emergency(Row.TALKS_WITH_DESK);
        partner(Row.TALKS_WITH_DESK).awaitAnswer(HotlineCluster.LIMIT);
        TALKING.forEach(row -> caller(row).phone().speak(true));
        call(Row.OFFERED_CALLBACK, Manner.IS_SILENT, Map.of("please-wait", '1', "speak-or-wait", '2'));
        emergency(Row.DESK_RINGS);
        hotline.reportEmergency();
        confirm(Row.HEARS_NUMBER);
        caller(Row.HEARS_NUMBER).phone().press('1');
        hotline.untilStep(id(Row.HEARS_NUMBER), "READ_BACK_NUMBER");
        confirm(Row.COMMITS);
        confirm(Row.CONFIRMS);
        // Otherwise the next agent is called for this caller.
        hotline.untilStep(id(Row.OFFERED_CALLBACK), "OFFER_CALLBACK");
        ringAgent(Row.AGENT_RINGS, "7004");
        post.awaitAnswer(HotlineCluster.LIMIT);
        hotline.until("the other post is called", otherPost::isRinging);
        lock.createStatement().execute("LOCK TABLE report IN ACCESS EXCLUSIVE MODE");
        caller(Row.COMMITS).phone().press('1');
        hotline.untilStep(id(Row.COMMITS), "COMMIT_REPORT");
        TALKING.forEach(row -> begins.put(row, partner(row).heard().length));
    }

    /** Reports can be committed again. */
    void unlock() throws SQLException {
        lock.close();
    }

    TestCaller caller(Row row) {
        return callers.get(row);
    }

    /** Of the call. */
    String id(Row row) {
        return calls.get(row);
    }

    SipPhone partner(Row row) {
        return partners.get(row);
    }

    Map<Row, String> ids() {
        return calls;
    }

    void call(Row row, Manner manner) {
        call(row, manner, Map.of());
    }

    /** @param keys pressed when these prompts begin */
    void call(Row row, Manner manner, Map<String, Character> keys) {
        callers.put(row, dial(manner, keys));
        calls.put(row, hotline.newCall());
    }

    /** Calls without a look at the database, which is away. */
    void dial(Row row, Manner manner) {
        callers.put(row, dial(manner));
    }

    /** A caller of no row. */
    TestCaller dial(Manner manner) {
        return dial(manner, Map.of());
    }

    private TestCaller dial(Manner manner, Map<String, Character> keys) {
        TestCaller caller = closer.register(new TestCaller(hotline.sipPort(), hotline.nextNumber(), manner, keys));
        caller.phone().call();
        return caller;
    }

    void ring(Row row, String number) {
        SipPhone phone = phone(number);
        phone.ring();
        partners.put(row, phone);
        hotline.exchange.expect(number, phone);
    }

    /** Since {@link #place} the partner has heard the caller; a busy machine may swallow a moment. */
    void assertUntouched(Row row, Duration atLeast) {
        int[] heard = partner(row).heard();
        int begin = begins.get(row) + FRAME;
        assertTrue(heard.length - begin > atLeast.toSeconds() * 8_000, () -> row + " is heard for a short time only");
        int silent = 0;
        for (int at = begin; at + FRAME <= heard.length; at += FRAME) {
            boolean isVoice = TestCaller.VOICE.share(Arrays.copyOfRange(heard, at, at + FRAME)) >= 0.5;
            silent = isVoice ? 0 : silent + 1;
            assertTrue(silent <= LONGEST_GAP, () -> row + " is not heard for half a second");
        }
    }

    @Override
    public void close() {
        try {
            unlock();
        } catch (SQLException gone) {
            // with PostgreSQL
        }
        callers.values().forEach(caller -> caller.phone().hangUp());
        partners.values().forEach(SipPhone::hangUp);
        closer.close();
    }

    private void emergency(Row row) {
        SipPhone desk = phone(HotlineCluster.DESK);
        if (row == Row.DESK_RINGS) {
            desk.ring();
        }
        partners.put(row, desk);
        hotline.exchange.expect(HotlineCluster.DESK, desk);
        call(row, Manner.IS_SILENT, Map.of("greeting", '9'));
        hotline.untilStep(id(row), "EMERGENCY_HAND_OVER");
        if (row == Row.DESK_RINGS) {
            hotline.until("the desk rings", desk::isRinging);
        }
    }

    private void talk(Row row, String extension) throws InterruptedException {
        SipPhone agent = phone(extension);
        partners.put(row, agent);
        hotline.exchange.expect(extension, agent);
        hotline.signIn(extension);
        call(row, Manner.IS_SILENT);
        agent.awaitAnswer(HotlineCluster.LIMIT);
        hotline.untilStep(id(row), "TALK");
    }

    private void ringAgent(Row row, String extension) {
        ring(row, extension);
        hotline.signIn(extension);
        call(row, Manner.LEAVES_MESSAGE, Map.of("confirm", '1'));
        hotline.until("the agent's telephone rings", () -> partner(row).isRinging());
    }

    /** The third party is the partner from now on. */
    private void addThirdParty(Row row, String number) throws InterruptedException {
        SipPhone third = phone(number);
        partners.put(row, third);
        hotline.exchange.expect(number, third);
        hotline.addThirdParty(number);
        third.awaitAnswer(HotlineCluster.LIMIT);
        hotline.until("the third party has joined", () -> hotline.ledger.isThirdPartyIn(id(row)));
    }

    private void confirm(Row row) {
        caller(row).finishMessage();
        hotline.untilStep(id(row), "CONFIRM_MESSAGE");
    }

    private SipPhone phone(String number) {
        SipPhone phone = new SipPhone(hotline.sipPort(), number, OTHER_VOICE);
        closer.register(phone::close);
        return phone;
    }
}
