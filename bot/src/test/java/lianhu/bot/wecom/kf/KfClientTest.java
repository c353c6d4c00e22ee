package lianhu.bot.wecom.kf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import me.chanjar.weixin.cp.bean.kf.WxCpKfAccountLinkResp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KfClientTest {
    @Test
    void theLinkIsTheOneOfTheAnswer() {
        String answer = "{\"errcode\":0,\"errmsg\":\"ok\",\"url\":\"https://work.weixin.qq.com/kf/kfc1?enc_scene=E\"}";

        assertEquals(
                "https://work.weixin.qq.com/kf/kfc1?enc_scene=E", KfClient.url(WxCpKfAccountLinkResp.fromJson(answer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errcode\":0}", "{\"errcode\":0,\"url\":\"\"}", "{\"errcode\":0,\"url\":null}"})
    void anAnswerWithoutALinkIsAskedForAgainAndNeverStored(String answer) {
        assertThrows(KfReadException.class, () -> KfClient.url(WxCpKfAccountLinkResp.fromJson(answer)));
    }
}
