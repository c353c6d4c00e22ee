package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisChecksTest {
    @ParameterizedTest
    @CsvSource({
        "redis_version:6.2.6, WARNING",
        "redis_version:7.0.15, OK",
        "redis_version:10.1.0, OK",
        "redis_version:7.2.4|server_name:valkey|valkey_version:8.1.3, OK",
        "something else, WARNING"
    })
    void aLineWithoutSecurityFixesIsNamed(String info, DiagnosticResult.Severity severity) {
        assertEquals(
                severity,
                RedisChecks.version("# Server\r\n" + info.replace("|", "\r\n") + "\r\n")
                        .severity());
    }

    @Test
    void theBundledOneIsNamed() {
        assertEquals(DiagnosticResult.Severity.WARNING, check(Map.of()).severity());
    }

    @Test
    void oneThatDoesNotAnswerIsAnError() {
        DiagnosticResult result = check(Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1"));
        assertEquals(DiagnosticResult.Severity.ERROR, result.severity());
        assertTrue(result.message().contains("Redis 连不上"), result.message());
    }

    private static DiagnosticResult check(Map<String, String> settings) {
        List<DiagnosticResult> results = new RedisChecks(
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build())
                .all()
                .toList();
        assertEquals(1, results.size());
        return results.getFirst();
    }
}
