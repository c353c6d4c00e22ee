package lianhu.adapters.county;

import static lianhu.adapters.county.RealCountiesTest.scenario;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.intake.TicketDraft;
import lianhu.core.report.Channel;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sample reports in the four real counties and their owners; none of them is an example of a rule. */
class SeedScenariosTest {
    @ParameterizedTest
    @CsvSource({
        "620721101206001-L001, 隔壁家越界放牧把我家草场吃光了, PLATFORM:mt-620721101",
        "620721204207001-L001, 邻县的人在县界那边搭了棚, DEPARTMENT:governance",
        "620721204207001-L002, 我妈一个人在牧点，找580我帮您给送点米面, DEPARTMENT:volunteer",
        "620721102200001-L001, 想让亲亲团来劝劝弟兄俩, DEPARTMENT:qinqin",
        "620721203200002-L001, 合作社账目的事，想请民情会诊, DEPARTMENT:minqing-620721203",
        "620721204207001-L001, 网上办不来，医保本子能不能代办, PLATFORM:bm-620721204",
        "620721203207001-L001, 昨天夜里牛丢了两头, DEPARTMENT:police",
        "620721203207001-L001, 放牧点没有信号，打电话要骑马出来, DEPARTMENT:telecom"
    })
    void sunansHerdersReachTheirThreeCentres(String place, String words, String owner) {
        assertOwner(owner, "sunan", place, words);
    }

    @ParameterizedTest
    @CsvSource({
        "620725102203001-L001, 婆婆腿疼，请百事服务团帮忙搬一下煤, DEPARTMENT:bsf-620725102203",
        "620725106207001-L001, 帮老人买药的事百事服务团管不管, DEPARTMENT:bsf-620725106207",
        "620725106207001-L001, 广场修在哪儿，让参政团开个会, DEPARTMENT:czt-620725106207",
        "620725103208001-L001, 分地的合同想做个公证, DEPARTMENT:justice",
        "620725103208001-L001, 地界让人挪了一犁宽, PLATFORM:mt-620725103",
        "620725102203001-L001, 村务公开墙上只有去年的, TOWNSHIP:620725102",
        "620725101002001-L001, 平安山丹装不上, DEPARTMENT:digital",
        "620725101002001-L001, 把他家写到红黑榜上去, DESK:desk"
    })
    void shandansVillagesHaveBodiesOfTheirOwn(String place, String words, String owner) {
        assertOwner(owner, "shandan", place, words);
    }

    @Test
    void aLegalMatterIsQuickInShandan() {
        // When
        TicketDraft ticketDraft = scenario("shandan").report("620725103208001-L001", "分地的合同想做个公证");
        // Then
        assertEquals(closeOf(LocalDate.of(2026, 11, 25)), ticketDraft.due());
    }

    @ParameterizedTest
    @CsvSource({
        "331127001201001, 有人在溪边违章搭建, PLATFORM:zf-331127001",
        "331127001201001, 这家店又卖过期牛奶, PLATFORM:sc-331127001",
        "331127001201001, 两家争山林打了半辈子官腔, PLATFORM:zz-331127001",
        "331127001201001, 老人的电视不响了，想找电器维修, VENDOR:homeservice",
        "331127001201001, 上回有奖报送的积分没加, TEAM:public-service",
        "331127901002001, 想在杭州开店创业，要啥手续, DEPARTMENT:acfic",
        "331127901002001, 房东锁了门不让搬东西, AWAY_GRID:331127901002001",
        "331127901001001, 办事处归哪个部门管, DEPARTMENT:staffing",
        // The last away grid has no holder, so its matters go to the federation.
        "331127901005003, 房东锁了门不让搬东西, DEPARTMENT:acfic"
    })
    void jingningsPlatformsAndAwayGridsEachHaveTheirOwn(String place, String words, String owner) {
        assertOwner(owner, "jingning", place, words);
    }

    @Test
    void aMatterOfHomeComesHomeFromAfar() {
        // Given
        String hangzhou = "331127901002001";
        // When
        TicketDraft ticketDraft = scenario("jingning").report(hangzhou, "老家城北村的路灯不亮", Channel.WEB);
        // Then
        assertEquals(new AreaCode("331127001200"), ticketDraft.report().area());
        assertEquals("331127001", ticketDraft.routing().route().owner().id());
        assertEquals(
                List.of("县工商联"),
                ticketDraft.routing().route().collaborators().stream()
                        .map(Owner::name)
                        .toList());
    }

    @Test
    void aDispatchedOfficerIsThereWithinTheHour() {
        // When
        TicketDraft ticketDraft = scenario("jingning").report("331127001201001", "桥头出事了，请派驻责任人快来");
        // Then
        assertEquals(Urgency.URGENT, ticketDraft.urgency());
        assertEquals(CountyScenario.NOW.plus(Duration.ofHours(1)), ticketDraft.due());
    }

    @Test
    void eighteenAwayGridsCarryTheTitlesOfTheirChambers() {
        List<AreaCode> grids = scenario("jingning").county.areas().stream()
                .map(Area::code)
                .filter(code -> code.isAway() && code.level() == Level.GRID)
                .toList();
        assertEquals(18, grids.size());
        assertEquals(List.of("商会会长"), titles("331127901002001", Role.GRID_HEAD));
        assertEquals(List.of("驻会党支部书记"), titles("331127901002001", Role.GUIDE));
        assertEquals(List.of("商会秘书长"), titles("331127901002001", Role.KEEPER));
        assertEquals(List.of("网格长"), titles("331127001200001", Role.GRID_HEAD));
        assertTrue(scenario("jingning")
                .report("331127901002001", "房东锁了门不让搬东西")
                .routing()
                .route()
                .owner()
                .name()
                .startsWith("商会秘书长"));
    }

    @ParameterizedTest
    @CsvSource({
        // Three townships of three counties are one scenic area.
        "520423102, 观光车把人拉到半路不走了, CENTRE:governance-520423102",
        "520402103, 景区门口的停车费乱收, CENTRE:governance-520402103",
        "520424107, 游客把寨子路堵了, CENTRE:governance-520424107",
        "520402109, 景区门口的停车费乱收, DEPARTMENT:culture-520402",
        "520402101258001-L001, 产业园的大车压坏了路, CENTRE:governance-520402101",
        "520403105, 心里难受想做心理咨询, CENTRE:governance-520403",
        "520423107202001-L001, 田边的水渠垮了, DEPARTMENT:water-520423",
        "520425103201001-L001, 通寨路断了, PLATFORM:bm-520425103",
        "520402109, 小天网的探头对着我家院子, CENTRE:governance-520402",
        // A report about the city itself goes to the city.
        "5204, 国道的护栏坏了, DEPARTMENT:transport"
    })
    void anshunsCountiesAnswerEachForThemselves(String place, String words, String owner) {
        assertOwner(owner, "anshun", place, words);
    }

    @Test
    void rehabilitationIsDueOnTheNextWorkingDayAndStaysPrivate() {
        // When
        TicketDraft ticketDraft = scenario("anshun").report("520402109", "弟弟又复吸了，想问社区戒毒怎么报");
        // Then
        assertEquals("police-520402", ticketDraft.routing().route().owner().id());
        assertEquals(Confidentiality.PRIVATE, ticketDraft.confidentiality());
        assertEquals(closeOf(LocalDate.of(2026, 11, 23)), ticketDraft.due());
    }

    @Test
    void aDangerAtHomeIsTheDutyRoomsOfItsOwnCounty() {
        assertOwner("CENTRE:duty-520423", "anshun", "520423107202001-L001", "老公打我，我躲在邻居家");
    }

    @Test
    void whatIsSealedStaysInItsOwnCounty() {
        TicketDraft ticketDraft = scenario("anshun").report("520425103", "举报有人套取补助");
        assertEquals(Confidentiality.SEALED, ticketDraft.confidentiality());
        assertEquals("discipline-520425", ticketDraft.routing().route().owner().id());
    }

    /** Names that occur in two townships need a question, unless the report names the township. */
    @ParameterizedTest
    @CsvSource({
        "sunan, 营盘村, 620721101206;620721203207",
        "sunan, 大河乡营盘村, 620721203207",
        "sunan, 祁丰蔵族乡黄草坝村, 620721205200",
        "sunan, 祁丰藏族乡黄草坝村, 620721205200",
        "sunan, 马蹄乡正南沟村, 620721200210",
        "sunan, 明花乡南沟村, 620721204207",
        "shandan, 十里堡村, 620725102203;620725106207",
        "shandan, 位奇镇十里堡村, 620725102203",
        "shandan, 二十里堡村, 620725102204",
        "shandan, 周庄村, 620725103208;620725204208",
        "jingning, 大漈乡, 331127208",
        "jingning, 大际乡, 331127208",
        "anshun, 马场镇, 520403105;520422103",
        "anshun, 普定县马场镇, 520422103",
        "anshun, 平坝马场镇, 520403105",
        "anshun, 甘塘村, 520402109228"
    })
    void aNameIsFoundAsPeopleWriteIt(String name, String said, String codes) {
        assertEquals(
                List.of(codes.split(";")),
                new PlaceNameMatcher(scenario(name).areas)
                        .match(said).stream().map(area -> area.code().value()).toList());
    }

    private static List<String> titles(String area, Role role) {
        return scenario("jingning").county.posts().stream()
                .filter(post -> post.area().value().equals(area) && post.role() == role)
                .map(Post::title)
                .toList();
    }

    private static java.time.Instant closeOf(LocalDate day) {
        return ZonedDateTime.of(day, LocalTime.of(17, 30), BusinessCalendar.ZONE)
                .toInstant();
    }

    /** {@code DEPARTMENT:} also matches teams, centres and vendors. */
    private static void assertOwner(String expected, String county, String place, String words) {
        String owner = scenario(county).owner(place, words);
        String body = "DEPARTMENT:" + owner.substring(owner.indexOf(':') + 1);
        assertTrue(
                owner.equals(expected) || expected.equals(body) && owner.matches("(TEAM|CENTRE|VENDOR|DEPARTMENT):.*"),
                words + " went to " + owner + ", not to " + expected);
    }
}
