package lianhu.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;

/** Eight roles, each in a browser of its own, take two matters through all that can happen to them. */
@NullUnmarked
final class BrowserDay implements AutoCloseable {
    private static final String UNIT = "621099101202001-L001";
    private static final String KEEPER = "xiao.duan";
    private static final String TOWNSHIP = "liu.fang";
    private static final String FEDERATION = "gsl.jin";
    private static final Pattern CONSULTATION = Pattern.compile("(/work/c[^\\s\"]+)");

    private enum Role {
        RESIDENT,
        UNIT_HEAD,
        KEEPER,
        TOWNSHIP_ROOM,
        FEDERATION,
        CHAMBER_CONTACT,
        CALL_TAKER,
        DISPATCHER
    }

    private final Map<Role, InspectedBrowser> browsers = new EnumMap<>(Role.class);
    private final SimulatorClient wecom;
    private final ApiClient api;
    private final String suffix = UUID.randomUUID().toString().substring(0, 4);
    private final List<String> paths = new ArrayList<>();

    BrowserDay(Browser chromium, URI gateway) {
        wecom = new SimulatorClient(gateway);
        api = new ApiClient(gateway);
        for (Role role : Role.values()) {
            boolean isAtDesk = role == Role.DISPATCHER || role == Role.CALL_TAKER;
            browsers.put(
                    role,
                    new InspectedBrowser(chromium, gateway, isAtDesk ? Viewport.DESK_LIGHT : Viewport.PHONE_LIGHT));
        }
    }

    /** Pages that came to be on this day, to be looked at once more. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    List<String> faults() {
        return browsers.entrySet().stream()
                .flatMap(entry -> entry.getValue().faults().stream().map(fault -> entry.getKey() + " " + fault))
                .toList();
    }

    void play() {
        long since = wecom.now();
        String slow = "水塔" + suffix + "的路灯不亮";
        String disputed = "河堤" + suffix + "的路灯不亮";
        String slowReceipt = report(slow);
        String disputedReceipt = report(disputed);
        callTakerFilesWhatAVisitorSays();
        headRelaysANeighbour();
        contactReportsForAMember();
        String slowWork = linkOf(wecom.awaitCard(KEEPER, since, slow));
        String disputedWork = linkOf(wecom.awaitCard(KEEPER, since, disputed));
        bodiesMeetAboutWhatWasReturned(disputedWork, disputedReceipt);
        theKeeperNeedsMoreTimeAndHelp(slowWork, slowReceipt);
        theDeskSupervisesAndTheResidentIsNotContent(slowWork, slowReceipt);
    }

    private String report(String words) {
        InspectedBrowser resident = browsers.get(Role.RESIDENT).open("/report/" + UNIT);
        resident.page().getByLabel("什么事？").fill(words);
        resident.page().getByLabel("怎么称呼您？").fill("郑大娘");
        resident.page().getByLabel("办好了发短信给您？").fill("15400002617");
        resident.page().locator("button[data-send]").click();
        resident.sees("收到了。您的受理号");
        resident.inspect("receipt");
        String receipt =
                resident.page().locator(".receipt-head .no").textContent().replace(" ", "");
        paths.add("/track/" + receipt);
        return receipt;
    }

    private void callTakerFilesWhatAVisitorSays() {
        InspectedBrowser desk = browsers.get(Role.CALL_TAKER).open("/desk/calls/report");
        desk.page().locator("#words").pressSequentially("水井房" + suffix + "的水管漏水，淌了一路");
        desk.page().locator("#place").pressSequentially("上河");
        Locator places = desk.page().locator("#places input[type=radio]");
        assertThat(places.first()).isVisible();
        places.first().check();
        desk.sees("交给");
        desk.inspect("intake-reading");
        desk.page().locator("#intake > section button.go").click();
        desk.sees("存好了，请念给他听");
        desk.inspect("intake-filed");
    }

    private void headRelaysANeighbour() {
        InspectedBrowser head = browsers.get(Role.UNIT_HEAD).open("/");
        String link = head.page().locator("body").getAttribute("data-link");
        head.open(link);
        head.page().locator("#w").fill("赵叔：磨坊" + suffix + "的水管漏了");
        head.page().locator("button.main").click();
        head.sees("您自己的，还是帮哪家说的？");
        head.inspect("head-asked");
        head.page().locator("button[value=named]").click();
        head.sees("回群里一句");
        head.inspect("head-relayed");
    }

    private void contactReportsForAMember() {
        InspectedBrowser contact = browsers.get(Role.CHAMBER_CONTACT).open("/");
        contact.open(contact.page().locator("body").getAttribute("data-contact"));
        contact.page().locator("#t").fill("进村路" + suffix + "又塌了一块，车过不去");
        contact.page().locator("input[name=where][value=HOME]").check();
        contact.page().locator("#h").fill("石桥乡牧场村");
        contact.page().locator("input[name=agreed]").check();
        contact.page().locator(".foot button.go").click();
        contact.sees("替老乡记下了");
        contact.inspect("chamber-receipt");
    }

    private void bodiesMeetAboutWhatWasReturned(String work, String receipt) {
        InspectedBrowser keeper = browsers.get(Role.KEEPER).open(work);
        send(keeper.unfold("退回"), "不归网格，请定由谁办");
        keeper.sees("退回了，受理台会另派");
        String no = api.ticketOf(receipt).getString("no");
        String consultations = "/desk/tickets/" + no + "/consultations";
        long since = wecom.now();
        InspectedBrowser desk = browsers.get(Role.DISPATCHER).open("/desk/tickets/" + no);
        desk.sees("不归网格，请定由谁办");
        desk.inspect("ticket-returned");
        desk.page().locator("a[href='" + consultations + "']").click();
        Locator meeting = desk.unfold("会商");
        meeting.locator("textarea").fill("归谁管");
        meeting.locator("input[value^='DEPARTMENT:housing']").check();
        meeting.locator("button.go").click();
        desk.sees("归谁管");
        String page = first(wecom.await(FEDERATION, since, "会商"));
        InspectedBrowser federation = browsers.get(Role.FEDERATION).open(page);
        federation
                .page()
                .getByText("没有意见", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        federation.page().locator("#w").fill("听住建局的");
        federation.inspect("opinion");
        federation.page().locator("button.go").first().click();
        federation.sees("听住建局的");
        paths.add(page);
        for (int party = 1; party <= 4; party++) {
            desk.open(consultations);
            Locator note = desk.unfold("代他们记一句");
            note.locator("select[name=index]").selectOption("" + party);
            note.locator("select[name=position]").selectOption("AGREES");
            note.locator("textarea").fill("电话里同意");
            note.locator("button.go").click();
            desk.sees("电话里同意");
        }
        desk.open(consultations);
        Locator end = desk.unfold("定下来");
        end.locator("select[name=party]").selectOption("DEPARTMENT:housing");
        end.locator("textarea").fill("住建局主办，月底前装好");
        end.locator("button.go").click();
        desk.sees("照定的派给县住建局");
        desk.inspect("meeting-decided");
        desk.page().getByText("照定的派给县住建局").click();
        assertThat(desk.page().locator(".why .owner")).containsText("住建局");
        paths.add("/desk/tickets/" + no);
        paths.add(consultations);
    }

    private void theKeeperNeedsMoreTimeAndHelp(String work, String receipt) {
        InspectedBrowser keeper = browsers.get(Role.KEEPER).open(work);
        keeper.inspect("work-new");
        keeper.page().locator("button:text-is('签收')").click();
        keeper.sees("签收了。");
        JsonObject ticket = api.ticketOf(receipt);
        String no = ticket.getString("no");
        String desk = "/desk/tickets/" + no;
        Locator extension = keeper.unfold("申请延期");
        extension.locator("input[type=date]").fill(weekdayAfter(ticket).toString());
        send(extension, "等配件");
        keeper.sees("申请了延期，等受理台定");
        act(browsers.get(Role.DISPATCHER).open(desk), "grant_extension", "");
        long since = wecom.now();
        keeper.open(work);
        keeper.page().getByText("吹哨，叫单位来").click();
        keeper.page().locator("#p").fill("水塔边");
        keeper.page().locator("#w").fill("带梯子来");
        keeper.page().locator("input[value^='TOWNSHIP:']").first().check();
        keeper.inspect("whistle");
        keeper.page().locator("button.tall").click();
        keeper.sees("吹了哨");
        String called = first(wecom.await(TOWNSHIP, since, "到水塔边报到"));
        InspectedBrowser township = browsers.get(Role.TOWNSHIP_ROOM).open(called);
        township.page().locator("#w").fill("到了水塔");
        township.page().locator("button.tall").click();
        township.sees("到了水塔");
        township.inspect("arrived");
        keeper.open(work + "/" + no + "/whistle");
        Locator end = keeper.unfold("销哨");
        end.locator("textarea").fill("谢谢");
        end.locator("button.go").click();
        keeper.sees("销了哨");
        paths.add(called);
    }

    private void theDeskSupervisesAndTheResidentIsNotContent(String work, String receipt) {
        String no = api.ticketOf(receipt).getString("no");
        InspectedBrowser desk = browsers.get(Role.DISPATCHER).open("/desk/tickets/" + no);
        act(desk, "supervise", "三天没亮，请写明哪天办好");
        InspectedBrowser keeper = browsers.get(Role.KEEPER).open(work);
        keeper.inspect("work-supervised");
        send(keeper.page().locator("form:has(input[name=action][value=reply])"), "配件明天到");
        keeper.sees("回复记下了，受理台看得到。");
        send(keeper.open(work).unfold("办结"), "换了灯头，亮了");
        keeper.sees("记下了，会告诉报事的人。");
        keeper.inspect("work-done");
        act(desk.open("/desk/tickets/" + no), "pass_result", "");
        InspectedBrowser resident = browsers.get(Role.RESIDENT).open("/track/" + receipt);
        resident.sees("换了灯头，亮了");
        resident.inspect("track-done");
        Locator again = resident.page()
                .locator("details:has(form[action$='/do/again'])")
                .first();
        again.locator("summary").click();
        again.locator("textarea").fill("又灭了");
        again.locator("button").click();
        resident.sees("重新办了，号码不变。");
        resident.inspect("track-reopened");
        desk.open("/desk/tickets/" + no).sees("又灭了");
        send(keeper.open(work).unfold("办结"), "整盏换了新的");
        keeper.sees("记下了，会告诉报事的人。");
        desk.open("/desk/tickets/" + no).sees("整盏换了新的");
        paths.add("/desk/tickets/" + no);
        paths.add(work);
    }

    /** @param words empty where the form has no field */
    private static void act(InspectedBrowser desk, String action, String words) {
        Locator folded = desk.page().locator("details[data-act=" + action + "]");
        folded.locator("> summary").click();
        if (!words.isEmpty()) {
            folded.locator("textarea").fill(words);
        }
        folded.locator("button.go.wide").click();
        assertThat(folded).hasCount(0);
    }

    private static void send(Locator form, String words) {
        form.locator("textarea").fill(words);
        form.locator("button").last().click();
    }

    private static LocalDate weekdayAfter(JsonObject ticket) {
        LocalDate day = OffsetDateTime.parse(ticket.getString("due")).toLocalDate();
        do {
            day = day.plusDays(1);
        } while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY);
        return day;
    }

    private static String linkOf(JsonObject card) {
        return URI.create(card.getJsonObject("card_action").getString("url")).getPath();
    }

    private static String first(JsonObject message) {
        Matcher link = CONSULTATION.matcher(SimulatorClient.text(message));
        if (!link.find()) {
            throw new AssertionError("no link in " + SimulatorClient.text(message));
        }
        return URI.create(Objects.requireNonNull(link.group(1))).getPath();
    }

    @Override
    public void close() {
        browsers.values().forEach(InspectedBrowser::close);
    }
}
