package lianhu.core.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextClassifierTest {
    private static final Category LAMP = category("lamp", true, "路灯", "不亮");
    private static final Category LEAK = category("leak", true, "水管", "水管漏水", "漏水");
    private static final Category PENSION = category("pension", false, "养老金", "社保");

    private final TextClassifier textClassifier = new TextClassifier(new Catalogue(
            List.of(LAMP, LEAK, PENSION),
            List.of(),
            List.of(
                    topic("着火", List.of("着火", "起火了"), List.of("看着火车", "防着火"), "119", false),
                    topic("家庭暴力", List.of("家暴"), List.of(), "110", true)),
            List.of(topic("举报", List.of("举报", "收钱"), List.of("举报电话"), "", false)),
            List.of(topic("欠薪", List.of("欠薪"), List.of(), "", false)),
            List.of(),
            "hash"));

    @Test
    void aLongerWordWinsAndItsPartsAddNothing() {
        Classification classification = textClassifier.classify("桥头水管漏水，路灯也好着");
        assertEquals(LEAK, classification.best().orElseThrow().category());
        assertEquals(List.of("水管漏水"), classification.best().orElseThrow().words());
        assertEquals(16, classification.best().orElseThrow().weight());
    }

    @ParameterizedTest
    @CsvSource({"灶房着火了, EMERGENCY", "我看着火车开走了, NORMAL", "看着火车站那边着火了, EMERGENCY", "请加强防着火宣传, NORMAL", "路灯不亮, NORMAL"})
    void anExcludedWordIsNoEmergencyAndHidesNone(String words, Urgency urgency) {
        assertEquals(urgency, textClassifier.classify(words).urgency());
    }

    @ParameterizedTest
    @CsvSource({
        "村口路灯不亮, OPEN",
        "我的养老金没到账, PRIVATE",
        "工地欠薪三个月, PRIVATE",
        "我要举报网格员, SEALED",
        "举报电话是多少, OPEN",
        "男人家暴, PRIVATE",
        "灶房起火了, OPEN",
        "灶房起火了，他家暴, PRIVATE",
        "灶房起火了，养老金的折子没拿出来, OPEN",
        "养老金的事，门口也不亮, PRIVATE",
        "路灯不亮，养老金也没到账, PRIVATE",
        "社保局门口水管漏水, OPEN"
    })
    void privateMattersAreRecognised(String words, Confidentiality confidentiality) {
        assertEquals(confidentiality, textClassifier.classify(words).confidentiality());
    }

    @ParameterizedTest
    @CsvSource({"水管旁边的路灯灭了, lamp", "路灯下面的水管坏了, leak", "水管的后面路灯灭了, lamp", "水管漏水，路灯旁边, leak", "路灯旁边有人, lamp"})
    void aLandmarkGivesWayToTheMatter(String words, String category) {
        assertEquals(
                category,
                textClassifier.classify(words).best().orElseThrow().category().code());
    }

    @Test
    void aSealedMatterIsATipOff() {
        assertEquals(RequestKind.TIP_OFF, textClassifier.classify("登记还收钱").kind());
        assertEquals(RequestKind.INQUIRY, textClassifier.classify("请问养老金怎么领").kind());
        assertEquals(RequestKind.HELP, textClassifier.classify("路灯不亮").kind());
        assertEquals(RequestKind.COMPLAINT, textClassifier.classify("投诉路灯没人管").kind());
    }

    @Test
    void aTextWithoutKeywordsHasNoCategory() {
        assertTrue(textClassifier.classify("今天天气不错").ranked().isEmpty());
        assertTrue(textClassifier.classify("").ranked().isEmpty());
    }

    private static Category category(String code, boolean isOpen, String... words) {
        return new Category(code, code, "", RequestKind.HELP, List.of(words), OwnerRef.GRID, false, isOpen, "");
    }

    private static KeywordTopic topic(
            String name, List<String> words, List<String> unless, String tell, boolean isPrivate) {
        return new KeywordTopic(name, words, unless, OwnerRef.DESK, tell, isPrivate);
    }
}
