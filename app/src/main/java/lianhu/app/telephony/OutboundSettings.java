package lianhu.app.telephony;

import java.util.List;
import java.util.Set;
import lianhu.app.boot.StartupException;
import lianhu.core.outbound.DialableNumbers;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import org.eclipse.microprofile.config.Config;

/** Reads the settings of outbound calls; a wrong one stops the start with a sentence that says what to write. */
public final class OutboundSettings {
    static final String MAX_OUTBOUND = "max-outbound";
    static final String MAX_CALLS_PER_NUMBER = "max-calls-per-number";
    private static final String PREFIX = "lianhu.telephony.";

    private OutboundSettings() {}

    /** @throws StartupException for a setting that cannot be used */
    public static void check(Config config) {
        trunk(config.getOptionalValue(PREFIX + "trunk", String.class).orElse(""));
        dialableNumbers(
                config.getOptionalValues(PREFIX + "short-numbers", String.class).orElse(List.of()));
        for (String name : List.of(MAX_OUTBOUND, MAX_CALLS_PER_NUMBER)) {
            config.getOptionalValue(PREFIX + name, String.class).ifPresent(value -> number(name, value));
        }
    }

    private static int number(String name, String value) {
        try {
            return atLeastOne(name, Integer.parseInt(value.strip()));
        } catch (NumberFormatException wrong) {
            throw notPositive(name, value);
        }
    }

    static String trunk(TelephonySettings settings) {
        return trunk(settings.trunk().orElse(""));
    }

    private static String trunk(String trunk) {
        if (!trunk.isEmpty() && !trunk.contains(OutboundCalling.NUMBER)) {
            throw new StartupException(PREFIX + "trunk 写得不对：没有 " + OutboundCalling.NUMBER
                    + "，不知道号码放在哪。要写成 Local/{number}@outgoing/n 的样子。");
        }
        return trunk;
    }

    static DialableNumbers dialableNumbers(TelephonySettings settings) {
        return dialableNumbers(settings.shortNumbers().orElse(List.of()));
    }

    private static DialableNumbers dialableNumbers(List<String> shortNumbers) {
        try {
            return new DialableNumbers(Set.copyOf(shortNumbers));
        } catch (IllegalArgumentException wrong) {
            throw new StartupException(PREFIX + "short-numbers 写得不对：" + wrong.getMessage()
                    + "。要写 3 到 8 位数字，几个号码用逗号隔开，例如 6661202,6661203。");
        }
    }

    static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw notPositive(name, Integer.toString(value));
        }
        return value;
    }

    private static StartupException notPositive(String name, String value) {
        return new StartupException(PREFIX + name + " 写得不对：" + value + "。要写 1 或更大的数；不想打电话，请去掉 " + PREFIX + "trunk。");
    }
}
