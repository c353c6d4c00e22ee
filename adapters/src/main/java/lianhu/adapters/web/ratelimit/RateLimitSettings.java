package lianhu.adapters.web.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the public pages. Each instance of the gateway counts for itself; only {@link #digitsPerReceipt} is shared. */
@ConfigMapping(prefix = "lianhu.rate-limit")
public interface RateLimitSettings {
    /** Forms that one address may send at once. */
    @WithDefault("10")
    int formsPerAddressBurst();

    @WithDefault("5")
    int formsPerAddressPerMinute();

    /** Forms that may come at once for one place, from all addresses. A storm makes a whole village write. */
    @WithDefault("30")
    int formsPerAreaBurst();

    @WithDefault("10")
    int formsPerAreaPerMinute();

    /** Receipt numbers that one address may look up at once. Many phones share one address of their provider. */
    @WithDefault("60")
    int lookupsPerAddressBurst();

    @WithDefault("30")
    int lookupsPerAddressPerMinute();

    /** Views of the public board that one address may ask for at once; apart from the look-ups, which are more urgent. */
    @WithDefault("120")
    int boardPerAddressBurst();

    @WithDefault("60")
    int boardPerAddressPerMinute();

    /** Wrong last four digits of one receipt from one address, in a day. */
    @WithDefault("5")
    int digitsPerAddress();

    /** Wrong last four digits of one receipt from all addresses, in a day: finds one number in 500 in a day. */
    @WithDefault("20")
    int digitsPerReceipt();
}
