package lianhu.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result of a measurement: one JSON object with the keys that apply. */
final class BenchResult {
    private final Map<String, Object> values = new LinkedHashMap<>();

    BenchResult(String name) {
        values.put("name", name);
    }

    BenchResult with(String key, String text) {
        values.put(key, text);
        return this;
    }

    BenchResult with(String key, long number) {
        values.put(key, number);
        return this;
    }

    /** Adds a number, rounded to the given decimals. */
    BenchResult with(String key, double number, int digits) {
        values.put(key, BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP));
        return this;
    }

    /** False when a message was lost or duplicated, or an operation failed. */
    boolean isSound() {
        return count("lost") == 0 && count("doubled") == 0 && count("failures") == 0;
    }

    private long count(String key) {
        return values.get(key) instanceof Long number ? number : 0;
    }

    String json() {
        try {
            return JsonMapper.builder().build().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
