package lianhu.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentParserTest {
    private static final String GOOD = "48271938";
    private static final IncomingMedia PICTURE =
            new IncomingMedia.RobotImage("AIBOT0001", "https://pic.test/1", Optional.empty());

    private final IntentParser intentParser =
            new IntentParser(ConversationFixture.READING, account -> List.of("联户小助手", "Cloud Helper 2"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    村口路灯不亮 | told
                    村口路灯坏了三天了 | told
                    火车站着火了 | told
                    着火了怎么还没人来 | told
                    房子冒烟了，撤回刚才那句 | told
                    火车站那边路灯不亮 | told
                    我要举报村支书收钱 | told
                    举报的事怎么还没人管 | told
                    取消低保凭什么 | told
                    绑定的手机号怎么改 | told
                    退回我的押金 | told
                    办结证明在哪里开 | told
                    谢谢你们，路灯又不亮 | told
                    你好，村口路灯坏了 | told
                    垃圾没人收，电话13893612345 | told
                    身份证12345678丢了 | told
                    就在刚才有人把树砍了 | told
                    地里的庄稼让水冲了 | told
                    有点上火了 | told
                    1楼到3楼的灯都不亮 | told
                    2025年的补贴没有发 | told
                    好了伤疤忘了疼，坑又塌了 | told
                    帮助孤寡老人的活动什么样 | told
                    平安路的井盖没了 | told
                    查询社保要带什么 | told
                    催一催修路的事，坑越来越大 | told
                    到了晚上就没灯 | told
                    补充：在小学门口 | added
                    补充 就是那个路灯 | added
                    就在小学门口 | added
                    在卫生院后面 | added
                    地址 上河村一组12号 | added
                    我电话13893612345 | added
                    如图 | added
                    一共三盏 | added
                    到哪了 | asked
                    到哪儿了？ | asked
                    请问到哪一步了呀 | asked
                    咋还没修 | asked
                    怎么还没人来 | asked
                    查进度 | asked
                    进度 | asked
                    办得咋样 | asked
                    办得咋样了呢？ | asked
                    催一下 | asked
                    有结果了吗 | asked-or-told
                    村口的路灯怎么还没人来修 | asked-or-told
                    都五天了，我说的那个事到哪了 | asked-or-told
                    路灯什么时候修 | asked-or-told
                    撤回 | WITHDRAW 撤回
                    不用办了 | WITHDRAW 不用办了
                    不用修了，谢谢 | WITHDRAW-or-told
                    路灯不用修了 | WITHDRAW-or-told
                    帮助 | HELP
                    怎么用？ | HELP
                    绑定 K7Q-3PD | BIND K7Q-3PD
                    绑定Ｋ７Ｑ－３ＰＤ | BIND K7Q-3PD
                    绑定：k7q3pd | BIND K7Q3PD
                    绑定 | BIND
                    还不行 | NOT_FIXED 还不行
                    没好。 | NOT_FIXED 没好
                    ２ | NOT_FIXED 2
                    路灯还是没修好 | NOT_FIXED-or-told
                    好了 | FIXED 好了
                    修好了，谢谢！ | FIXED 修好了谢谢
                    1 | FIXED 1
                    ３ | PARTLY_FIXED 3
                    好了一半，桥头那个还不亮 | PARTLY_FIXED-or-told
                    只修好了一部分，还差两个井盖 | PARTLY_FIXED-or-told
                    平安 | SAFE 平安
                    我们平安了 | SAFE 我们平安了
                    有人找我 | INTERFERENCE 有人找我
                    昨晚有人威胁我不许再说 | INTERFERENCE-or-told
                    我到了 | ARRIVED 我到了
                    签收 | ACCEPT
                    我手上的 | TASKS
                    我手上还有啥？ | TASKS
                    办结 | RESULT
                    你好 | chatter
                    在吗？ | chatter
                    Hello | chatter
                    ？ | chatter
                    [强] | chatter
                    谢谢！ | thanks
                    好的，谢谢[玫瑰] | thanks
                    收到 | thanks
                    """)
    void whatIsSaidInTheGroupIsUnderstood(String words, String meaning) {
        assertEquals(meaning, described(heard("@联户小助手 " + words)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    48271938 | asked 48271938
                    ４８２７ １９３８ | asked 48271938
                    4827-1938 | asked 48271938
                    受理号：4827 1938 | asked 48271938
                    查进度 48271938 | asked 48271938
                    4827 1938 到哪了？ | asked 48271938
                    48271939 | asked wrong 48271939
                    48271939 到哪了 | asked wrong 48271939
                    撤回 48271938 | WITHDRAW 撤回 48271938
                    48271938 不用办了 | WITHDRAW 不用办了 48271938
                    撤回 48271939 | asked wrong 48271939
                    签收 48271938 | ACCEPT 48271938
                    签收48271938 | ACCEPT 48271938
                    办结 48271938 换了灯头，已经亮了 | RESULT 换了灯头，已经亮了 48271938
                    48271938 办结：换了灯头 | RESULT 换了灯头 48271938
                    退回 4827 1938 这段路归镇里管 | RETURN 这段路归镇里管 48271938
                    办结 48271939 换了灯头 | asked wrong 48271939
                    还不行 48271938 | NOT_FIXED 还不行 48271938
                    48271938 在小学门口 | added 48271938
                    13893612345 | told
                    138 9361 2345 | told
                    0936-8212345 | told
                    垃圾没人收 48271939 | told
                    """)
    void numbersAreReceiptsWhereTheyCanBe(String words, String meaning) {
        assertEquals(meaning, described(heard("@联户小助手 " + words)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@联户小助手 路灯坏了",
                "@联户小助手\u2005路灯坏了",
                "@联户小助手路灯坏了",
                "路灯坏了@联户小助手",
                "@Cloud Helper 2\u2005路灯坏了",
                "@老张\u2005@联户小助手 路灯坏了",
                "@联户小助手 @所有人 路灯坏了",
                "@别的名字 路灯坏了",
                "@别的名字\u2005 路灯坏了",
                "\u0000@联户小助手 路\u0000灯坏了\u0007"
            })
    void mentionsAndControlCharactersAreTakenAway(String words) {
        assertEquals("路灯坏了", told(heard(words)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@联户小助手", "@联户小助手 ", "@联户小助手\u2005", "@别的名字", " "})
    void anEmptyMentionIsAGreeting(String words) {
        assertEquals(new Intent.SmallTalk(false), heard(words));
    }

    @Test
    void textTypedDirectlyAfterAnUnknownNameIsNotLost() {
        assertEquals("别的名字路灯坏了", told(heard("@别的名字路灯坏了")).text());
    }

    @Test
    void aLongTextIsKeptWhole() {
        // Given
        String words = "第一，路灯坏了。\n第二，" + "垃圾没人收，".repeat(5_000) + "完。";

        // When
        Intent intent = heard("@联户小助手 " + words);

        // Then
        assertEquals(words, told(intent).text());
    }

    @Test
    void twoMattersWithinSecondsAreTwo() {
        assertEquals(
                List.of("told", "told", "told"),
                List.of(
                        described(heard("@联户小助手 村口路灯不亮")),
                        described(heard("@联户小助手 还有井盖也丢了")),
                        described(heard("@联户小助手 就在小学门口那堆垃圾也没人收"))));
    }

    @Test
    void aPhotoAloneIsAnAddition() {
        assertEquals(
                "added", described(intentParser.parse(ConversationFixture.with(said("@联户小助手"), List.of(PICTURE), ""))));
    }

    @Test
    void aPhotoWithAGreetingIsAnAdditionAndWithAMatterAReport() {
        assertEquals(
                "added",
                described(intentParser.parse(ConversationFixture.with(said("@联户小助手 你好"), List.of(PICTURE), ""))));
        assertEquals(
                "told",
                described(intentParser.parse(ConversationFixture.with(said("@联户小助手 路灯坏了"), List.of(PICTURE), ""))));
    }

    @Test
    void aQuotedLineWithAnEmptyMentionIsTheReport() {
        assertEquals(
                "李婶家门口下水道堵了",
                told(intentParser.parse(ConversationFixture.with(said("@联户小助手"), List.of(), "李婶家门口下水道堵了")))
                        .text());
    }

    @Test
    void aQuoteNextToTextStaysWithIt() {
        Intent.NewReport newReport =
                told(intentParser.parse(ConversationFixture.with(said("@联户小助手 垃圾又满了"), List.of(), "下水道堵了")));
        assertEquals("垃圾又满了\n引用：下水道堵了", newReport.text());
        assertTrue(newReport.classification().isEmpty(), "the quote was not classified");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    - | asked 48271938
                    到哪了 | asked 48271938
                    还不行 | NOT_FIXED 还不行 48271938
                    撤回 | WITHDRAW 撤回 48271938
                    在小学门口 | added 48271938
                    00000015 | asked 00000015
                    """)
    void aQuotedReceiptSaysWhichMatterIsMeant(@org.jspecify.annotations.Nullable String words, String meaning) {
        // Given
        String quote = "“路灯不亮”收到了。受理号 4827 1938，想问进度就说“到哪了”。";

        // When
        Intent intent = intentParser.parse(
                ConversationFixture.with(said("@联户小助手 " + (words == null ? "" : words)), List.of(), quote));

        // Then
        assertEquals(meaning, described(intent));
    }

    @Test
    void aPlaceSentToTheApplicationIsAnAddition() {
        // Given
        IncomingMessage place = new IncomingMessage(
                new MessageSource("app", "1000002", "m1"),
                new ConversationPlace.PrivateChat(Channel.APP),
                "li.shen",
                "",
                "",
                List.of(),
                "位置：上河村（39.1,100.2）",
                Instant.EPOCH,
                Instant.EPOCH);

        // When
        Intent intent = intentParser.parse(place);

        // Then
        assertEquals(new Intent.Addition("位置：上河村（39.1,100.2）", Optional.empty()), intent);
    }

    @Test
    void theClassificationOfAReportTravelsWithIt() {
        assertEquals(
                ConversationFixture.READING.classify("路灯坏了"),
                told(heard("@联户小助手 路灯坏了")).classification().orElseThrow());
    }

    private static Intent.NewReport told(Intent intent) {
        return assertInstanceOf(Intent.NewReport.class, intent);
    }

    private Intent heard(String words) {
        return intentParser.parse(said(words));
    }

    private static IncomingMessage said(String words) {
        return new IncomingMessage(
                new MessageSource("aibot", "AIBOT0001", "m1"),
                new ConversationPlace.Group("wr1"),
                "zhang",
                words,
                "",
                List.of(),
                "",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static String described(Intent intent) {
        return switch (intent) {
            case Intent.NewReport newReport -> "told";
            case Intent.Addition addition -> "added" + number(addition.receipt());
            case Intent.ProgressQuery progressQuery ->
                "asked" + (progressQuery.orReport().isPresent() ? "-or-told" : "") + number(progressQuery.receipt())
                        + (progressQuery.invalidNumber().isEmpty() ? "" : " wrong " + progressQuery.invalidNumber());
            case Intent.Command wish ->
                wish.type()
                        + (wish.orReport().isPresent()
                                ? "-or-told"
                                : wish.argument().isEmpty() ? "" : " " + wish.argument())
                        + number(wish.receipt());
            case Intent.SmallTalk smallTalk -> smallTalk.isThanks() ? "thanks" : "chatter";
        };
    }

    private static String number(Optional<ReceiptNo> about) {
        return about.map(no -> " " + no.digits()).orElse("");
    }

    static {
        if (ReceiptNo.parse(GOOD).isEmpty()) {
            throw new IllegalStateException("the tables need a number whose check digit holds");
        }
    }
}
