package lianhu.bench.load;

import java.util.List;

/** What people report: everyday matters that belong in public, each a matter of its own by its number. */
public final class Words {
    private static final List<String> MATTERS = List.of(
            "%d号灯杆的路灯坏了三天了，晚上看不见路，老人不敢出门，麻烦派人来看看",
            "第%d户门口的水沟堵了，下雨就往院子里倒灌，请安排人来掏一下",
            "%d号垃圾点好几天没人拉了，味道大，苍蝇乱飞，请清一清",
            "通组路%d号桩那里塌了个坑，摩托车差点栽进去，请尽快填上",
            "%d号井的水渠渗水，浇不到地尾子上，庄稼要旱了，请派人修",
            "村里%d号广播喇叭不响，通知听不见，请来人看看线路",
            "健身场%d号器材断了一根杠子，娃们还在上头耍，请先拆下来",
            "%d号地的草场围栏倒了一截，两家的牛混到一搭了，请来人帮着看看");

    public static String of(long n) {
        return MATTERS.get((int) (n % MATTERS.size())).formatted(n);
    }

    private Words() {}
}
