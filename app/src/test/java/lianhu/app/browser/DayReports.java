package lianhu.app.browser;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;

/** What comes in on a day beside the matters that are played by hand: all kinds, by the API, a group and customer service. */
@NullUnmarked
final class DayReports {
    /** Not 柳沟镇, where {@code RosterPageTest} counts. */
    private static final List<String> AREAS = List.of(
            "621099101001001-L001",
            "621099101001001-L002",
            "621099101002001-L001",
            "621099101002001-L002",
            "621099201202001-L001");

    private static final List<String> BY_API = List.of(
            "巷口的路灯不亮，晚上看不见",
            "垃圾点满了没人清",
            "水管漏水淌了一路",
            "水沟堵了，下雨就倒灌",
            "大喇叭不响",
            "健身器材坏了一个",
            "柴垛堵了半条路",
            "进村路塌了一块",
            "路口的井盖丢了",
            "人行道的砖翘起来绊人",
            "夜市占道经营，吵到半夜",
            "墙上全是小广告，没人管",
            "隔壁违章搭建挡了我家的路",
            "医保报销要哪些材料",
            "低保怎么申请",
            "老人的养老金两个月没到账",
            "建议在学校门口装减速带",
            "建议公园多放几个长椅",
            "工地拖欠工资三个月",
            "河里的水发臭，像是有人偷排",
            "小饭馆的菜不干净，吃了拉肚子",
            "两家为地界吵起来了，请来说和",
            "班车改了点，赶不上",
            "办事窗口的人态度不好",
            "小区电梯停了两天",
            "门口的树枝碰着电线",
            "公厕的门锁坏了",
            "想问问残疾证怎么办",
            "建议农贸市场多设几个摊位",
            "供暖温度不够，屋里冷",
            "快递点堵了消防通道",
            "表扬一下便民中心的同志");
    private static final List<String> IN_THE_GROUP =
            List.of("@登记助手 戏台边的路灯又不亮了", "@登记助手 涝池边的护栏松了", "@登记助手 谢谢，路灯好了", "@登记助手 三组的水管漏水了");
    private static final List<String> BY_CUSTOMER_SERVICE =
            List.of("学校门口的下水道冒水", "我想问一下合作医疗什么时候交", "举报村里有人截留补助，账上对不上", "楼下烧烤摊油烟大，天天这样");

    /** @return receipts of what came by the API */
    static List<String> file(URI gateway) {
        ApiClient api = new ApiClient(gateway);
        SimulatorClient wecom = new SimulatorClient(gateway);
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < BY_API.size(); i++) {
            Browser.Page filed = api.post(
                    "reports",
                    new JsonObject().put("area", AREAS.get(i % AREAS.size())).put("text", BY_API.get(i)));
            if (filed.status() != 201) {
                throw new AssertionError(filed.body());
            }
            receipts.add(filed.json().getString("receipt"));
        }
        IN_THE_GROUP.forEach(words -> wecom.sendToGroup(SimulatorClient.SHANGHE, "lao.tan", words));
        for (int i = 0; i < BY_CUSTOMER_SERVICE.size(); i++) {
            wecom.sendGroupText("wmDAY000" + i, BY_CUSTOMER_SERVICE.get(i));
        }
        return receipts;
    }

    private DayReports() {}
}
