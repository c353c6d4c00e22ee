package lianhu.templates;

import java.util.List;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Spoken;
import lianhu.core.notice.Wording;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Unheard;

/** Every notice in words; the compiler asks for the text of a new one here. */
public final class QuteWording implements Wording {
    /** Keys of card buttons: what comes back when one is pressed. */
    public static final String ACCEPT = "accept";

    public static final String RETURN = "return";
    public static final String RESULT = "result";
    public static final String PASS_ON = "pass_on";
    public static final String ACKNOWLEDGE = "acknowledge";

    private static final List<Spoken.Button> FOR_KEEPER =
            List.of(new Spoken.Button("签收", ACCEPT), new Spoken.Button("退回", RETURN), new Spoken.Button("办结", RESULT));
    private static final List<Spoken.Button> FOR_HEAD =
            List.of(new Spoken.Button("解决了", RESULT), new Spoken.Button("报网格", PASS_ON));
    private static final List<Spoken.Button> FOR_HELP = List.of(new Spoken.Button("我来处理", ACKNOWLEDGE));

    private final Texts texts;
    private final SpokenDay days;
    private final CountyVoice county;

    public QuteWording(Texts texts, SpokenDay days, CountyVoice county) {
        this.texts = texts;
        this.days = days;
        this.county = county;
    }

    @Override
    public Spoken of(Notice notice) {
        return switch (notice) {
            case Notice.Received n -> Spoken.text(received(n));
            case Notice.Quiet n -> Spoken.text(texts.say(new Quiet()));
            case Notice.SealedReceived n ->
                Spoken.text(texts.say(new SealedReceipt(n.receipt().spoken(), days.by(n.due()))));
            case Notice.EmergencyAdvice n -> Spoken.text(texts.say(new EmergencyAdvice(n.number())));
            case Notice.DangerAdvice n -> Spoken.text(texts.say(new DangerAdvice()));
            case Notice.NobodyYet n -> Spoken.text(texts.say(new NobodyYet(county.dutyRoom())));
            case Notice.Dispatched n ->
                Spoken.text(texts.say(new Dispatched(
                        Plain.of(n.title()), n.receipt().spoken(), n.owner(), days.by(n.due()), county.hotline())));
            case Notice.Result n -> Spoken.text(result(n));
            case Notice.Merged n ->
                Spoken.text(
                        texts.say(new Merged(Plain.of(n.title()), n.receipt().spoken(), n.owner(), days.by(n.due()))));
            case Notice.Assigned n -> assigned(n);
            case Notice.EmergencyCall n ->
                new Spoken(
                        "紧急：" + Plain.of(n.title()),
                        texts.say(new EmergencyCall(
                                Plain.of(n.words()), n.place(), n.ticket().value())),
                        task(n.ticket().value(), n.version()),
                        FOR_HELP);
            case Notice.Reopened n ->
                new Spoken(
                        "还没好：" + Plain.of(n.title()),
                        texts.say(new Reopened(
                                Plain.of(n.words()),
                                n.place(),
                                days.by(n.due()),
                                n.ticket().value())),
                        task(n.ticket().value(), n.version()),
                        FOR_KEEPER);
            case Notice.Dropped n ->
                Spoken.text(texts.say(
                        new Dropped(Plain.of(n.title()), n.reason(), n.ticket().value())));
            case Notice.Announced n -> Spoken.text(n.words());
            case Notice.Called n -> Spoken.text(texts.say(new BroadcastCall(n.words(), String.join("、", n.silent()))));
            case Notice.Welcome n -> Spoken.text(texts.say(new Welcome(n.link(), county.hotline())));
        };
    }

    private String received(Notice.Received n) {
        String title = Plain.of(n.title());
        if (n.title().equals(Unheard.TITLE)) {
            return texts.say(new VoiceReceipt(days.by(n.due()), n.receipt().spoken()));
        }
        String who = n.channel() == Channel.GROUP || n.channel() == Channel.RELAY ? Plain.of(n.who()) : "";
        return n.owner().isEmpty()
                ? texts.say(new GroupReceiptDesk(
                        who, title, days.by(n.due()), n.receipt().spoken()))
                : texts.say(new GroupReceipt(
                        who, title, n.owner(), days.by(n.due()), n.receipt().spoken()));
    }

    private String result(Notice.Result n) {
        String title = Plain.of(n.title());
        String words = Plain.inside(n.words());
        if (!n.isSolved()) {
            return texts.say(new CannotDo(title, n.receipt().spoken(), n.owner(), words, county.hotline()));
        }
        return n.channel() == Channel.GROUP || n.channel() == Channel.RELAY
                ? texts.say(new GroupResult(title, words, days.on(n.at()), n.owner()))
                : texts.say(
                        new PrivateResult(title, n.receipt().spoken(), days.on(n.at()), n.owner(), words, n.link()));
    }

    private Spoken assigned(Notice.Assigned n) {
        return new Spoken(
                Plain.of(n.title()),
                texts.say(new Assigned(
                        Plain.of(n.words()),
                        n.place(),
                        n.receipt().map(ReceiptNo::spoken).orElse(""),
                        days.by(n.due()),
                        n.ticket().value())),
                task(n.ticket().value(), n.version()),
                n.isForHead() ? FOR_HEAD : FOR_KEEPER);
    }

    /** Ticket and version, so that a click on an old card is known to be one. */
    private static String task(String ticket, int version) {
        return ticket + "_" + version;
    }
}
