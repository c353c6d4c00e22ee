package lianhu.app.demo;

import java.util.Map;

/** The public accounts of the local WeCom simulator, for every client of the demonstration. */
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

    /** Sets the accounts as system properties, for the demonstration only; a value that is already set stays. */
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
