package lianhu.bot.conversation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.followup.RatingText;
import lianhu.core.report.FixedText;
import lianhu.core.report.NotFixedText;
import lianhu.core.report.PartlyFixedText;

/**
 * The word lists. Exact lists hold a whole message without its politeness; patterns also find a phrase inside a
 * sentence.
 */
final class CommandLexicon {
    private static final Set<String> GREETINGS =
            exact("你好 您好 在吗 在不在 在么 有人吗 有人在吗 喂 嗨 hi hello 哈喽 早 早上好 上午好 中午好 " + "下午好 晚上好 大家好 测试 test 机器人 小助手 登记助手");
    private static final Set<String> THANKS = exact("谢谢 谢谢你 谢谢您 谢谢了 多谢 多谢了 感谢 非常感谢 谢了 辛苦 辛苦了 谢谢辛苦了 收到 收到谢谢 好的 好的谢谢 "
            + "好 行 行的 可以 嗯 嗯嗯 哦 ok okay 知道 知道了 明白 明白了 了解 没事 没问题 不客气 再见 拜拜");

    private static final Map<CommandType, Set<String>> EXACT = new EnumMap<>(Map.ofEntries(
            Map.entry(CommandType.HELP, exact("帮助 怎么用 咋用 怎么使用 使用说明 说明 菜单 功能 help 你会干什么 你能干什么 你能做什么 能干什么 怎么报事 怎么报 你是谁")),
            Map.entry(CommandType.BIND, exact("绑定 绑定群 绑群")),
            Map.entry(
                    CommandType.WITHDRAW,
                    exact("撤回 撤销 撤单 取消 撤了 我撤回 我要撤回 撤回报事 不用办了 不用办 不用了 不用修了 不用来了 不用管了 不办了 不用麻烦了 算了 自己修好了 自己弄好了 自己解决了")),
            Map.entry(CommandType.NOT_FIXED, exact(String.join(" ", NotFixedText.MESSAGES))),
            Map.entry(CommandType.FIXED, exact(String.join(" ", FixedText.MESSAGES))),
            Map.entry(CommandType.PARTLY_FIXED, exact(String.join(" ", PartlyFixedText.MESSAGES))),
            Map.entry(CommandType.RATE, exact(String.join(" ", RatingText.MESSAGES))),
            Map.entry(
                    CommandType.SAFE,
                    exact(
                            "平安 平安了 我们平安 我们平安了 我们安全了 都平安 我平安 人平安 大家平安 安全 安全了 我安全 我安全了 已经安全 已安全 人都安全 人没事 人没事了 没事了 脱险了 已脱险 人出来了 人都出来了")),
            Map.entry(CommandType.INTERFERENCE, exact("有人找我 有人打听我 有人为难我 有人威胁我 有人找我麻烦 有人报复我")),
            Map.entry(CommandType.ACCEPT, exact("签收 签收了 已签收 我签收")),
            Map.entry(CommandType.RETURN, exact("退回 退单 退回了")),
            Map.entry(CommandType.RESULT, exact("办结 办结了 已办结")),
            Map.entry(
                    CommandType.TASKS,
                    exact(
                            "我手上的 我手上的事 我手上有啥 我手上还有啥 手上的 手上的事 手上还有啥 手头的 手头的事 我手头的 我手头的事 我的任务 还有几件 我还有几件 派给我的 派给我的事 待办 我的待办")),
            Map.entry(
                    CommandType.ARRIVED,
                    exact("到了 我到了 到了现场 到现场了 已到 已到现场 我来处理 我来 我去 我去看 我马上去 马上去 马上到 我马上到 我在路上 正在路上 听到了 收到马上去"))));

    private static final Set<String> QUESTIONS =
            exact("到哪了 到哪儿了 到哪里了 到哪一步了 办到哪了 办到哪一步了 进度 查进度 查查进度 问进度 看进度 进展 有进展没 什么进展 查询 查 催 催办 催单 快点 "
                    + "怎么样了 咋样了 咋样 办得怎么样了 办得咋样 办得咋样了 办得如何 处理得怎么样了 修得怎么样了 有消息吗 有消息没 有结果吗 有结果没 有没有消息 有没有结果 有回音吗 "
                    + "咋还没修 怎么还没修 咋还没来 怎么还没来 咋还没人来 怎么还没人来 怎么没人来 咋没人来 怎么还没人管 咋还没人管 怎么还没处理 怎么还没办 咋还没办 为什么还没修 "
                    + "啥时候修 啥时候来 啥时候能修 啥时候能好 什么时候修 什么时候来 什么时候能好 什么时候能修好 几时修 几时来 还要多久 还要等多久 多久能好 "
                    + "我报的事 我的事 我的工单 我的报事 我报的事到哪了 我报的事怎么样了 我报的事咋样了 我的事到哪了 我说的事怎么样了 上次的事怎么样了 受理号 进度怎么样 进度怎么样了");

    private static final Set<String> CONFIRMATIONS =
            exact("发 发吧 发出去 可以发 对 对的 是 是的 没错 确认 就这样 1 好 好的 行 行的 可以 嗯 嗯嗯 ok okay 没问题");
    private static final Pattern NOT_DONE = Pattern.compile(
            "(没人|没有人|没有|没|不|未|无人|谁)(来|去|能|会|肯|给)?(修|清|管|换|通|办|处理|解决|装|补|查|看|送|拉|收|好)|(要|想|请|希望|求|需要|什么时候|啥时候|几时)[^，。,；;]{0,6}(修|清|换|办|处理|解决|装|补|查|看|来)");
    private static final Pattern ACTION = Pattern.compile(
            "换|修|清|疏通|通了|好了|亮了|完了|已|办妥|办完|办不|办理|处理|解决|协调|通知|联系|安排|告知|告诉|答复|解释|核实|查|看过|到现场|装|补|加固|排除|恢复|调解|说好|同意|转给|上报|报给|预约|计划|灭了|扑|救|送到|送去|劝|拆|扶|归|不属于|贴|垫|铺|拉走|运走|砍掉|关了|接上|接好|不在|办成|修不|合上|跳闸|没坏|等");
    private static final Pattern ASKING = Pattern.compile("什么时候|啥时候|几时|多久|吗[？?]?$|[？?]$");
    private static final Pattern QUESTION = Pattern.compile("到哪(儿|里)?(一步)?了(?!解)"
            + "|(查|问|催|看)(一下|下|查)?(.{0,6})?(进度|进展)"
            + "|(咋|怎么|为什么|为啥|为何|怎)(到现在|这么久|一直|今天)?(都|还)?(是)?(没|不)(有)?(人|见)?(来|去|管|修|办|处理|解决|弄|通|亮|好|动静|消息|答复|回复|回音)"
            + "|(都|到现在|这么久)(都)?还?没(有)?(人)?(来|管|修|办|处理|解决|动静|消息|答复)"
            + "|(办|处理|修|弄|解决)(得|的)?(咋样|怎么样|如何)"
            + "|(啥|什么|几)(时候?|天)(才)?(能|会|可以)?(来|修|办|处理|解决|弄好|有结果|答复)"
            + "|有(没有)?(消息|结果|回音|答复|进展)(了)?(吗|没|么)");
    private static final Pattern WITHDRAW = Pattern.compile("^.{0,10}不用(再)?(办|修|来|管|麻烦|处理|派人)了?.{0,4}$");
    private static final Pattern BOTHERED = Pattern.compile("有人(来)?(找我|打听我|为难我|威胁我|报复我|恐吓我)");
    private static final Pattern ADDITION = Pattern.compile("^(再?补充|更正|地址|地点|位置|具体位置|详细地址)");
    private static final Pattern PLACE = Pattern.compile(
            "^(就?在|就是|是在|靠近|挨着|对面|旁边|从|离|具体在|我家在|门牌|我(的)?(电话|手机)|电话|联系电话|手机|一共|大概|大约|照片|看照片|看图|如图|这张|这里|这个|那里)");
    /** A problem is a report of its own, even where no list names it. */
    private static final Pattern PROBLEM =
            Pattern.compile("坏|漏|断|堵|脏|臭|吵|倒了|塌|砍|偷|打人|破|裂|积水|停了|缺|欠|着火|丢|死了|投诉|举报|反映|要求|希望|建议|没人|没有|不了|不通|不亮");

    static boolean isConfirmation(String bare) {
        return CONFIRMATIONS.contains(bare);
    }

    /** Something was done, arranged or found out: the words can be a result. */
    static boolean mentionsAction(String plain) {
        return ACTION.matcher(NOT_DONE.matcher(plain).replaceAll("")).find();
    }

    /** 什么时候, 吗, ？: the words ask. */
    static boolean asks(String plain) {
        return ASKING.matcher(plain).find() || containsQuestion(plain);
    }

    static boolean isGreeting(String bare) {
        return GREETINGS.contains(bare);
    }

    static boolean isThanks(String bare) {
        return THANKS.contains(bare);
    }

    static Optional<CommandType> findCommand(String bare) {
        return EXACT.entrySet().stream()
                .filter(entry -> entry.getValue().contains(bare))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static boolean isQuestion(String bare) {
        return QUESTIONS.contains(bare);
    }

    static boolean containsQuestion(String plain) {
        return QUESTION.matcher(plain).find();
    }

    /** Finds a command inside a sentence that may also be a report. */
    static Optional<CommandType> findCommandWithin(String plain) {
        return PartlyFixedText.isBeginning(plain)
                ? Optional.of(CommandType.PARTLY_FIXED)
                : NotFixedText.isWithin(plain)
                        ? Optional.of(CommandType.NOT_FIXED)
                        : WITHDRAW.matcher(plain).matches()
                                ? Optional.of(CommandType.WITHDRAW)
                                : BOTHERED.matcher(plain).find()
                                        ? Optional.of(CommandType.INTERFERENCE)
                                        : Optional.empty();
    }

    /** 补充…, 地址…: the message calls itself an addition. */
    static boolean isAddition(String plain) {
        return ADDITION.matcher(plain).find();
    }

    /** A place, a number or a contact, and no problem. */
    static boolean isDetail(String plain) {
        return PLACE.matcher(plain).find() && !PROBLEM.matcher(plain).find();
    }

    static boolean mentionsProblem(String plain) {
        return PROBLEM.matcher(plain).find();
    }

    private static Set<String> exact(String words) {
        return Stream.of(words.split(" ")).map(TextNormalizer::stripPoliteness).collect(Collectors.toUnmodifiableSet());
    }

    private CommandLexicon() {}
}
