package lianhu.bench.load;

import java.util.List;

/** Sample reports: everyday public matters, each made unique by its number. */
public final class SampleTexts {
    private static final List<String> MATTERS = List.of(
            "%d号灯杆的路灯坏了三天了，晚上看不见路，老人不敢出门，麻烦派人来看看",
            "第%d户门口的水沟堵了，下雨天走不成路，请安排人来掏一下",
            "%d号垃圾点好几天没人拉了，味道大，苍蝇乱飞，请清一清",
            "通组路%d号桩那里塌了个坑，三轮车差点栽进去，请尽快填上",
            "%d号路口的柴草堆在路上，车过不去，请叫人挪开",
            "村里%d号广播喇叭不响，通知听不见，请来人看看线路",
            "%d号路口的健身器材断了一根杠子，娃们还在上头耍，请先拆下来",
            "%d号井盖丢了，怕娃掉进去，请先拿个东西围一下");

    /** Holds no keyword of a catalogue: the ticket goes to the county's desk without a notice. */
    private static final String UNHEARD_OF = "第%d户旁边那块石头要挪一挪，几个人抬不动，请给安排";

    /** @param kind wraps around */
    public static String of(long kind, long n) {
        return MATTERS.get((int) (kind % MATTERS.size())).formatted(n);
    }

    public static String forReportApi(long n) {
        return UNHEARD_OF.formatted(n);
    }

    private SampleTexts() {}
}
