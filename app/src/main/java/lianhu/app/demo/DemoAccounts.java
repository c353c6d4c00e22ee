package lianhu.app.demo;

import java.util.Map;

/** The published accounts of the local WeCom, for any client that wants to be pointed at the demonstration. */
public final class DemoAccounts {
    private static final String TOKEN = "lianhuTestToken2026";
    private static final String AES_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final Map<String, String> SETTINGS = Map.of(
            "corp-id",
            "wwlianhu00000001",
            "agents.\"lianhu\".agent-id",
            "1000002",
            "agents.\"lianhu\".secret",
            "lianhu-demonstration",
            "agents.\"lianhu\".token",
            TOKEN,
            "agents.\"lianhu\".aes-key",
            AES_KEY,
            "kf.\"wkLIANHU00000001\".agent",
            "lianhu",
            "aibots.\"AIBOT0001\".token",
            TOKEN,
            "aibots.\"AIBOT0001\".aes-key",
            AES_KEY);

    /** Only for the demonstration; what is set otherwise stays. */
    public static void set() {
        SETTINGS.forEach((name, value) -> {
            String key = "lianhu.wecom." + name;
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }

    private DemoAccounts() {}
}
