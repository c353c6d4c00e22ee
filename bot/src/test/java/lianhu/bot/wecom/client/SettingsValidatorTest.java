package lianhu.bot.wecom.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsValidatorTest {
    private static final String REAL_KEY = "q1Os1ZMe0nG28KUEx9lg3HjK7V5QyXvi212fzsgDqgw";

    private final Map<String, String> set = new HashMap<>(Map.of(
            "lianhu.wecom.corp-id", "ww5e4f1c2d3b6a7988",
            "lianhu.wecom.agents.\"lianhu\".agent-id", "1000002",
            "lianhu.wecom.agents.\"lianhu\".secret", "a-secret-of-an-application",
            "lianhu.wecom.agents.\"lianhu\".token", "a-token-of-a-county",
            "lianhu.wecom.agents.\"lianhu\".aes-key", REAL_KEY,
            "lianhu.wecom.aibots.\"AIBOT7\".token", "another-token",
            "lianhu.wecom.aibots.\"AIBOT7\".aes-key", REAL_KEY));

    private WecomAccounts check(boolean isDemonstration) {
        WecomSettings settings = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(set, "test", 100))
                .withMapping(WecomSettings.class)
                .build()
                .getConfigMapping(WecomSettings.class);
        return WecomAccounts.check(settings, isDemonstration);
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(InvalidSettingsException.class, () -> check(false)).getMessage());
    }

    @Test
    void goodSettingsBecomeAccountsWithDefaults() {
        // When
        WecomAccounts accounts = check(false);

        // Then
        assertEquals("ww5e4f1c2d3b6a7988", accounts.corpId());
        assertEquals(WecomSettings.BASE_URL, accounts.baseUrl().toString());
        assertEquals(1_000_002, accounts.defaultAgent().agentId());
        assertEquals(Set.of("AIBOT7"), accounts.aibots().keySet());
        assertTrue(accounts.mediaHosts().contains("*.qpic.cn"));
        assertFalse(accounts.toString().contains("secret")
                || accounts.defaultAgent().toString().contains("secret"));
    }

    @Test
    void customerServiceIsCalledAsItsApplicationOrWithASecretOfItsOwnAndNeverWithAnothers() {
        // Given
        set.put("lianhu.wecom.agents.\"kf\".agent-id", "1000003");
        set.put("lianhu.wecom.agents.\"kf\".secret", "of-an-application-called-kf");
        set.put("lianhu.wecom.agents.\"kf\".token", "a-token-of-a-county");
        set.put("lianhu.wecom.agents.\"kf\".aes-key", REAL_KEY);
        set.put("lianhu.wecom.kf.\"wkAAAAAAAA\".agent", "lianhu");
        set.put("lianhu.wecom.kf.\"wkBBBBBBBB\".secret", "of-customer-service");

        // When
        WecomAccounts accounts = check(false);

        // Then
        assertEquals(accounts.defaultAgent(), accounts.kf().get("wkAAAAAAAA"));
        WecomAccounts.Agent own = Objects.requireNonNull(accounts.kf().get("wkBBBBBBBB"));
        assertEquals("of-customer-service", own.secret());
        assertEquals(own, accounts.agent(own.name()));
    }

    @Test
    void theKeyOfTheDemonstrationIsRefusedInEverySpelling() {
        // The last character carries two bits that belong to no byte.
        for (String last : List.of("8", "9", "+", "/")) {
            // Given
            set.put("lianhu.wecom.agents.\"lianhu\".aes-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh" + last);

            // When
            String refusal = refusal();

            // Then
            assertTrue(refusal.contains("演示用的公开值"), refusal);
        }
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnceWithAnExample() {
        // Given
        set.clear();

        // When
        String said = refusal();

        // Then
        assertTrue(said.contains("lianhu.wecom.corp-id：没有设置"), said);
        assertTrue(said.contains("lianhu.wecom.corp-id=ww1234567890abcdef"), said);
        for (String name : List.of("agent-id", "secret", "token", "aes-key")) {
            assertTrue(said.contains("lianhu.wecom.agents.\"lianhu\"." + name + "："), said);
        }
    }

    @Test
    void eachWrongSettingIsNamedAndNoSecretQuoted() {
        // Given
        set.put("lianhu.wecom.corp-id", "县里");
        set.put("lianhu.wecom.base-url", "http://qyapi.weixin.qq.com");
        set.put("lianhu.wecom.media-hosts", "*.qpic.cn,*");
        set.put("lianhu.wecom.agents.\"lianhu\".agent-id", "AgentId");
        set.put("lianhu.wecom.agents.\"lianhu\".aes-key", "short-and-secret");
        set.remove("lianhu.wecom.aibots.\"AIBOT7\".token");

        // When
        String said = refusal();

        // Then
        assertTrue(said.contains("有 6 处不对"), said);
        assertTrue(said.contains("现在是 16 位"), said);
        assertTrue(said.contains("lianhu.wecom.aibots.\"AIBOT7\".token：没有设置"), said);
        assertFalse(said.contains("short-and-secret"), said);
    }

    @Test
    void thePublishedCredentialsOpenOnlyTheDemonstration() {
        // Given
        set.put("lianhu.wecom.corp-id", "wwlianhu00000001");
        set.put("lianhu.wecom.base-url", "http://127.0.0.1:8090/");
        set.put("lianhu.wecom.agents.\"lianhu\".token", "lianhuTestToken2026");
        set.put("lianhu.wecom.agents.\"lianhu\".secret", "lianhu-demonstration");
        set.put("lianhu.wecom.aibots.\"AIBOT7\".aes-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");

        // When
        String said = refusal();

        // Then
        assertTrue(said.contains("有 5 处不对"), said);
        assertEquals(4, said.lines().filter(line -> line.contains("演示用的公开值")).count(), said);
        assertFalse(said.contains("lianhu-demonstration"), said);
        assertEquals("http://127.0.0.1:8090", check(true).baseUrl().toString());
    }
}
