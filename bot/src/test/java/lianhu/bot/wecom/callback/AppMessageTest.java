package lianhu.bot.wecom.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.bot.wecom.callback.AppMessage.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppMessageTest {

    private static final String HEAD = "<ToUserName><![CDATA[wwlianhu00000001]]></ToUserName>"
            + "<FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1795219200</CreateTime>";

    @Test
    void theVectorIsWordsOfAMember() {
        // When
        AppMessage message =
                AppMessage.parse(CryptoFixture.vector("V1").plain()).orElseThrow();
        // Then
        assertEquals("7000000000000000001", message.id());
        assertEquals("wwlianhu00000001", message.to());
        assertEquals("zhangsan", message.from());
        assertEquals(1795219200, message.createTime());
        assertEquals("1000002", message.agentId());
        assertEquals(new Content.Text("路灯坏了，请派人看看"), message.content());
    }

    @Test
    void everyTypeGivesItsFields() {
        // When
        List<Content> contents = Stream.of(
                        "<MsgType>image</MsgType><PicUrl><![CDATA[http://p/?a=1&b=2]]></PicUrl><MediaId>M</MediaId>",
                        "<MsgType>voice</MsgType><MediaId>M</MediaId><Format>amr</Format>",
                        "<MsgType>video</MsgType><MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>",
                        "<MsgType>location</MsgType><Location_X>38.83</Location_X><Location_Y>99.61</Location_Y>"
                                + "<Scale>16</Scale><Label><![CDATA[红湾寺镇]]></Label>",
                        "<MsgType>link</MsgType><Title>a &lt;&amp;&gt; &quot;&apos;&#x1F600;&#36335;</Title><Url>u</Url>",
                        "<MsgType>event</MsgType><Event>enter_agent</Event><EventKey></EventKey>",
                        "<MsgType>miniprogram</MsgType>",
                        "<MsgType>text</MsgType>")
                .map(AppMessageTest::content)
                .toList();
        // Then
        assertEquals(
                List.of(
                        new Content.Image("http://p/?a=1&b=2", "M"),
                        new Content.Voice("M", "amr"),
                        new Content.Video("M", "T"),
                        new Content.Location("38.83", "99.61", "红湾寺镇"),
                        new Content.Link("a <&> \"'😀路", null, "u"),
                        new Content.Event("enter_agent", ""),
                        new Content.Other("miniprogram"),
                        new Content.Other("text")),
                contents);
    }

    @Test
    void aPressedCardGivesKeyTaskResponseCodeAndChoices() {
        // When
        Content content = content("<MsgType>event</MsgType><Event><![CDATA[template_card_event]]></Event>"
                + "<EventKey><![CDATA[accept]]></EventKey><TaskId><![CDATA[T-1]]></TaskId>"
                + "<CardType><![CDATA[multiple_interaction]]></CardType>"
                + "<ResponseCode><![CDATA[RC]]></ResponseCode><AgentID>1000002</AgentID><SelectedItems>"
                + "<SelectedItem><QuestionKey><![CDATA[Q1]]></QuestionKey><OptionIds><OptionId><![CDATA[A]]></OptionId>"
                + "<OptionId><![CDATA[B]]></OptionId></OptionIds></SelectedItem>"
                + "<SelectedItem><QuestionKey>Q2</QuestionKey><OptionIds/></SelectedItem></SelectedItems>");
        // Then
        assertEquals(
                new Content.CardPressed(
                        "accept",
                        "T-1",
                        "multiple_interaction",
                        "RC",
                        Map.of("Q1", List.of("A", "B"), "Q2", List.of())),
                content);
    }

    @Test
    void fourChangesOfOneGroupInOneSecondAreFour() {
        // Given
        String change = "<MsgType>event</MsgType><Event>change_external_chat</Event><ChatId>wr1</ChatId>"
                + "<ChangeType>update</ChangeType><UpdateDetail>%s</UpdateDetail><MemChangeList>%s</MemChangeList>";
        // When
        List<AppMessage> read = Stream.of(
                        change.formatted("add_member", "<Item>wmA</Item>"),
                        change.formatted("add_member", "<Item>wmB</Item>"),
                        change.formatted("change_name", ""),
                        change.formatted("change_owner", ""))
                .map(AppMessageTest::message)
                .toList();
        // Then
        assertEquals(4, read.stream().map(AppMessage::id).distinct().count());
        assertEquals(
                "wmA",
                read.getFirst().xml().firstNamed("MemChangeList").orElseThrow().textOf("Item"));
    }

    @Test
    void aRedeliveredEventHasTheSameId() {
        // Given
        String event = "<MsgType>event</MsgType><Event>enter_agent</Event>";
        // When
        List<String> ids = List.of(message(event).id(), message(event).id());
        // Then
        assertEquals(ids.getFirst(), ids.getLast());
    }

    @Test
    void wordsThatLookLikeMarkupStayWords() {
        // Given
        String words = "<MsgId>1</MsgId>&amp;&#38;]] >";
        // When
        AppMessage message =
                message("<MsgType>text</MsgType><Content><![CDATA[" + words + "]]></Content><MsgId>7</MsgId>");
        // Then
        assertEquals(new Content.Text(words), message.content());
        assertEquals("7", message.id());
    }

    @Test
    void aCharacterTheDatabaseCannotHoldIsReplaced() {
        // When
        Content content = content("<MsgType>text</MsgType><Content><![CDATA[a\0b]]></Content>");
        // Then
        assertEquals(new Content.Text("a\uFFFDb"), content);
    }

    @Test
    void charactersThatXmlForbidsDoNotLoseTheMessage() {
        // When
        Content content = content("<MsgType>text</MsgType><Content><![CDATA[a\u0008\uD83Db😀\uFFFF]]></Content>");

        // Then
        assertEquals(new Content.Text("a\uFFFD\uFFFDb😀\uFFFD"), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1616140317555161061",
                "{\"msgtype\":\"text\"}",
                "<xml/>",
                "<xml><ToUserName>w</ToUserName><FromUserName>z</FromUserName><CreateTime>1</CreateTime></xml>",
                "<xml><ToUserName>w</ToUserName><FromUserName>z</FromUserName><MsgType>text</MsgType></xml>",
                "<xml><ToUserName>w</ToUserName><FromUserName>z</FromUserName><CreateTime>soon</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName>w</ToUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>",
                "<!DOCTYPE a><xml><ToUserName>w</ToUserName><FromUserName>z</FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName>w</ToUserName><FromUserName>&x;</FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName>w</ToUserName><FromUserName>&#0;</FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName>w</ToUserName><FromUserName>&#xD800;</FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName a='<'>w</ToUserName><FromUserName>z</FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>",
                "<xml><ToUserName>w</FromUserName><FromUserName>z</ToUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>"
            })
    void whatIsNoMessageGivesNothing(String opened) {
        // When
        boolean empty = AppMessage.parse(opened).isEmpty();
        // Then
        assertTrue(empty);
    }

    @Test
    void attributesArePassedOver() {
        // When
        Content content = content("<MsgType a=\"1\" b = '>'>text</MsgType><Content lang='zh' >好</Content>");
        // Then
        assertEquals(new Content.Text("好"), content);
    }

    @Test
    void printingAMessageShowsNoWords() {
        // When
        String printed = message("<MsgType>text</MsgType><Content>路灯</Content><MsgId>7</MsgId>")
                .toString();
        // Then
        assertEquals("AppMessage[7 Text]", printed);
    }

    private static Content content(String fields) {
        return message(fields).content();
    }

    private static AppMessage message(String fields) {
        return AppMessage.parse("<xml>" + HEAD + fields + "</xml>").orElseThrow();
    }
}
