package lianhu.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.TimedWait;
import lianhu.telephony.gateway.PromptTones;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;

/** A person who calls the hotline: presses what the prompts ask for, and speaks behind each tone. */
final class TestCaller implements Closer.Resource {
    static final Tone VOICE = new Tone(440);
    private static final Duration POLL = Duration.ofMillis(200);
    /** A message of less than two seconds is none. */
    private static final Duration MESSAGE = Duration.ofMillis(3_500);

    /** What a caller does behind the tone. */
    enum Manner {
        LEAVES_MESSAGE,
        SPEAKS_ON,
        IS_SILENT
    }

    private final SipPhone phone;
    private final Manner manner;
    private final PromptTones.Reader reader = new PromptTones.Reader();
    private final Map<String, Character> keys = new ConcurrentHashMap<>();
    private volatile boolean isOver;

    /** @param keys the key that is pressed when this prompt begins */
    TestCaller(int sipPort, String number, Manner manner, Map<String, Character> keys) {
        phone = new SipPhone(sipPort, number, VOICE);
        this.manner = manner;
        this.keys.putAll(keys);
        Thread.ofVirtual().start(this::react);
    }

    /** From now on presses this key when this prompt begins, which is still to come. */
    TestCaller pressing(String prompt, char key) {
        keys.put(prompt, key);
        return this;
    }

    SipPhone phone() {
        return phone;
    }

    /** The prompts in their order. */
    List<String> heard() {
        return reader.prompts();
    }

    /** The digits of the number that was read out first, as far as it was read. */
    String heardNumber() {
        List<String> heard = heard();
        int begin = heard.indexOf("number-is");
        StringBuilder digits = new StringBuilder();
        for (String prompt : begin < 0 ? List.<String>of() : heard.subList(begin + 1, heard.size())) {
            if (!prompt.startsWith("digit-")) {
                break;
            }
            digits.append(prompt.substring("digit-".length()));
        }
        return digits.toString();
    }

    /** Has said all, and presses the key that ends a message. */
    void finishMessage() {
        phone.speak(false);
        phone.press('#');
    }

    @Override
    public void close() {
        isOver = true;
        phone.close();
    }

    private void react() {
        for (int known = 0; !isOver; TimedWait.pause(POLL)) {
            reader.add(phone.heardFrom(reader.position()));
            List<String> heard = heard();
            heard.subList(known, heard.size()).forEach(this::react);
            known = heard.size();
        }
    }

    private void react(String prompt) {
        if (keys.containsKey(prompt)) {
            phone.press(keys.get(prompt));
        }
        if (prompt.equals("beep") && manner != Manner.IS_SILENT) {
            phone.speak(true);
            if (manner == Manner.LEAVES_MESSAGE) {
                TimedWait.pause(MESSAGE);
                finishMessage();
            }
        }
    }
}
