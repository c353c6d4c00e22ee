package lianhu.core.sms;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The approval number (报备号) of each text that the carrier has approved. */
public record SmsApprovals(Map<SmsTemplate, String> numbers) {
    public static final SmsApprovals NONE = new SmsApprovals(Map.of());

    public SmsApprovals {
        numbers = Map.copyOf(numbers);
    }

    public Optional<String> of(SmsTemplate template) {
        return Optional.ofNullable(numbers.get(template));
    }

    /** The texts that cannot be sent yet. */
    public List<SmsTemplate> missing() {
        return Arrays.stream(SmsTemplate.values())
                .filter(template -> !numbers.containsKey(template))
                .toList();
    }
}
