package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import lianhu.simulator.callback.CallbackEncryption;
import lianhu.simulator.state.SimulatorConfig;
import org.junit.jupiter.api.Test;

/** The vectors were made by {@code @wecom/crypto} with the published demonstration key. */
class CallbackEncryptionTest {

    private final SimulatorConfig simulatorConfig = SimulatorConfig.demonstration();

    @Test
    void theCallbackOfTheApplicationIsSealedAsWeComDoes() {
        // Given
        String plain = "<xml><ToUserName><![CDATA[wwlianhu00000001]]></ToUserName><FromUserName><![CDATA[zhangsan]]>"
                + "</FromUserName><CreateTime>1795219200</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>"
                + "<![CDATA[路灯坏了，请派人看看]]></Content><MsgId>7000000000000000001</MsgId><AgentID>1000002</AgentID>"
                + "</xml>";
        CallbackEncryption callbackEncryption = new CallbackEncryption(
                simulatorConfig.app().token(),
                simulatorConfig.app().aesKey(),
                simulatorConfig.corp(),
                InstantSource.system());

        // When
        CallbackEncryption.EncryptedCallback encryptedCallback =
                callbackEncryption.encrypt(plain, "0123456789abcdef", "1795219201", "1372623149");

        // Then
        assertEquals("1b2bcc17f9c3361a23a064600f77d9938673cf34", encryptedCallback.signature());
        assertEquals(
                "4j/AuRx71kQlxVlzbpsMWJ+gkAIYlpedzbV70o7CMg08zWZjVQg418TYnIndOca1xzwNCeaZpLRz90hr/k5R2ZDE5z4sCvWWoAofL9"
                        + "kqhI0l73sxz9Y+a6FGijvcdU0wMERn/UImKtzD0yMbfL8UVwEmfUVfqjkLvPUWhBik936WUUUUEk+Bv3n/gmApnlM05r"
                        + "zhNWzDd1Cc9XE4Vvx+Y6KKcqdnbRiYJGXPdWSrukpSnKC2wStMwjXD/MpuhyAUjHlU7ZpUodp2EAZdMhS/oNEN8wrXFl"
                        + "99TZO1gNw+QjsJCdMTADNkUD8t4BZ8LTp2bES4vj8oNBxMEoARa85EwVr2Q0e/ZJZoIRm7E6O4MkhtVsP+tPb7TqHjiY"
                        + "YEKmIorixPOM4socqOxArizyCmikdSkPH4V2/mxUylLvMudwZdDMa81QLDaf/MoFykru+MxXn+CqmwFHePPxzszyM+gA"
                        + "==",
                encryptedCallback.encrypt());
    }

    @Test
    void theCallbackOfTheRobotIsSealedWithAnEmptyReceiver() {
        // Given
        String plain = "{\"msgid\":\"CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=\",\"aibotid\":\"AIBOT0001\",\"chatid\":"
                + "\"wrLIANHU0001\",\"chattype\":\"group\",\"from\":{\"userid\":\"zhangsan\"},\"response_url\":"
                + "\"http://127.0.0.1:18080/cgi-bin/aibot/response?response_code=RC0001\",\"msgtype\":\"text\","
                + "\"text\":{\"content\":\"@联户小助手 路灯坏了\"}}";
        CallbackEncryption callbackEncryption = new CallbackEncryption(
                simulatorConfig.robot().token(), simulatorConfig.robot().aesKey(), "", InstantSource.system());

        // When
        CallbackEncryption.EncryptedCallback encryptedCallback =
                callbackEncryption.encrypt(plain, "0123456789abcdef", "1795219201", "1372623149");

        // Then
        assertEquals("49ce96b97913d97523e7a6585f1a07d7022d00d6", encryptedCallback.signature());
        assertEquals(
                "4j/AuRx71kQlxVlzbpsMWG1ARKUSTMhVDMUcKydgLFm1IkaVsbCx1A1clsxQ9FTn4qG3hENn9Ykcr0wlIWehpYeqo0JYn2cpGMfMC7"
                        + "hddY2hvHN/rhOZWSDCkzNHMo2Rlv8rIIswaj0MkCbIzC+Cu13Ca8CQlPfCLn+3vxCI2K7Ui3WOtnH20EwfrE40LZzrQG"
                        + "dIHcnxF1SSMZpuRU3SeFRtX2mp98L+S7sj94ok313ROI4PSkpuOB5tuOKeY+VIDnMAdCpDh2OkWFVTSoe+BQ2FqnvVHW"
                        + "mT1Rp7R7qftZf4nsbmC7b7habEswzp6i0bxKlZDBSjGwaunWuKMn9v6CIGanWepF1n7nFFZjizo4EbLJdZzZdKq1WHXo"
                        + "Nwn19S7GpBqix3p9JQODzjfEHR0PUaCAzUB1HLzEpGwOHmOz8=",
                encryptedCallback.encrypt());
    }
}
