package lianhu.bot.wecom.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sets about WeCom. All of it may be absent here, so that {@link WecomAccounts#check} can say in the
 * operator's language what is missing; the rest of the room uses {@link WecomAccounts}.
 */
@ConfigMapping(prefix = "lianhu.wecom")
public interface WecomSettings {
    /**
     * Where photos come from. Of the cloud's storage only WeCom's own bucket (the one in document 100719): everybody
     * can rent another below myqcloud.com.
     */
    String MEDIA_HOSTS = "*.qpic.cn,*.weixin.qq.com,ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com";

    String BASE_URL = "https://qyapi.weixin.qq.com";

    Optional<String> corpId();

    /** Without a slash at its end. Only the demonstration may leave https. */
    @WithDefault(BASE_URL)
    String baseUrl();

    /** Hosts photos may come from; {@code *.qpic.cn} means every host below it. */
    @WithDefault(MEDIA_HOSTS)
    List<String> mediaHosts();

    Map<String, Agent> agents();

    RateLimit rateLimit();

    /** How fast notices to many go out. Everywhere 80 % of the limit is used, and notices leave a part to what is pressing. */
    interface RateLimit {
        /** Calls a minute that WeCom takes from one corp at one interface (document 90454). */
        @WithDefault("10000")
        int perMinute();

        /** And an hour. */
        @WithDefault("150000")
        int perHour();

        /** Most copies of the gateway. While Redis is away each keeps to its part of every limit. */
        @WithDefault("2")
        int instances();

        /** Connections for notices to many. */
        @WithDefault("256")
        int connections();
    }

    Map<String, Aibot> aibots();

    /** Accounts of WeChat customer service by their open_kfid. */
    Map<String, Kf> kf();

    /** A self-built application. */
    interface Agent {
        Optional<String> agentId();

        Optional<String> secret();

        Optional<String> token();

        Optional<String> aesKey();
    }

    /** An account of customer service. Its events come to the callback of the application that may call its interfaces. */
    interface Kf {
        /** That application, by its name here; left out, the one that speaks to people. */
        Optional<String> agent();

        /** Of the customer service itself, where a corp still has one; then no application needs to be allowed. */
        Optional<String> secret();
    }

    /** A smart robot; the secret is for its long connection only, callbacks do without. */
    interface Aibot {
        Optional<String> token();

        Optional<String> aesKey();

        Optional<String> secret();

        /** As it is called in groups; only one with a space in it needs to be set, to be taken off what people say. */
        Optional<List<String>> names();
    }
}
