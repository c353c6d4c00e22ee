package lianhu.desk.call;

import java.util.Arrays;

/** Why an agent's button did nothing. */
enum AgentRefusal {
    EXTENSION("话机的分机号是 2 到 8 位数字，话机屏幕上或底下写着。请再填一次。"),
    TAKEN("这个分机别的座席正在用。请换一台话机，或者请他先下座席。"),
    TALKING("正在振铃或通话，挂断以后再点。"),
    REASON("请选为什么暂停。"),
    NO_TRUNK("这里没有接外线，不能往外打。请县里管系统的人看“系统状态”。"),
    NUMBER("这个号码不能打：只能是手机、带区号的座机，或者县里列出的短号。请再填一次。"),
    NO_TALK("您现在没有在通话，或者正在转紧急电话，不能加人。"),
    COLLEAGUE("没有叫成：您现在没有在通话，或者通话里已经有第三个人，或者这位座席刚刚不空了。请看名单再选一位。"),
    NO_LEAD("您没有旁听的权限。要旁听，请管系统的人把您的登录名写进 lianhu.desk.team-leads，再重启。"),
    NOTHING_TO_HEAR("这位座席现在没有在通话，或者正在转紧急电话，不能旁听。"),
    LISTENED("已经有人在旁听这个电话。一个电话一次只有一个人旁听，请等他挂断。"),
    LISTENER_TAKEN("这个分机有座席在用，随时会响来电。请填另一台话机的分机号。"),
    NOT_NOW("这个时候县里不打扰居民，不回拨。急事请点“看号码”，用话机直接打。"),
    NOT_WAITING("这个电话不用回了：也许同事刚刚回过。"),
    NOT_DIALABLE("这个号码网关不能打，请点“看号码”，用话机打。"),
    TAKEN_BACK("同事正在回这个电话，或者您刚点过回拨。请等一等。"),
    NOT_SIGNED_IN("您还没有上座席。");

    private final String words;

    AgentRefusal(String words) {
        this.words = words;
    }

    /** Empty for none. */
    static String words(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(one -> one.words)
                .orElse("");
    }
}
