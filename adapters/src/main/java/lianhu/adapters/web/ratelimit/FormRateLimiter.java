package lianhu.adapters.web.ratelimit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.report.TextSanitizer;
import lianhu.core.web.ClientAddress;

/**
 * Limits the forms and look-ups of the public pages. An emergency is never refused because of what others sent for its place,
 * and an address whose ordinary forms are used up has as many for emergencies.
 */
@ApplicationScoped
public class FormRateLimiter {
    /** Words that decide whether a refused form is an emergency; a longer text costs the time of everybody. */
    private static final int CLASSIFIED_LENGTH = 5_000;

    private final TextClassifier textClassifier;
    private final TokenBuckets formsOfAddress;
    private final TokenBuckets emergenciesOfAddress;
    private final TokenBuckets formsOfArea;
    private final TokenBuckets lookupsOfAddress;
    private final TokenBuckets boardOfAddress;
    private final LongAdder refusedForms = new LongAdder();

    public FormRateLimiter(TextClassifier textClassifier, RateLimitSettings settings, InstantSource clock) {
        this.textClassifier = textClassifier;
        formsOfAddress = new TokenBuckets(settings.formsPerAddressBurst(), settings.formsPerAddressPerMinute(), clock);
        emergenciesOfAddress =
                new TokenBuckets(settings.formsPerAddressBurst(), settings.formsPerAddressPerMinute(), clock);
        formsOfArea = new TokenBuckets(settings.formsPerAreaBurst(), settings.formsPerAreaPerMinute(), clock);
        lookupsOfAddress =
                new TokenBuckets(settings.lookupsPerAddressBurst(), settings.lookupsPerAddressPerMinute(), clock);
        boardOfAddress = new TokenBuckets(settings.boardPerAddressBurst(), settings.boardPerAddressPerMinute(), clock);
    }

    /**
     * Counts a form of an address for a place.
     *
     * @param page each page has its own share of an area, so that nobody can use up that of the unit head
     * @return the time after which the form may be sent again; zero when it is accepted
     */
    public Duration acquireForm(ClientAddress address, String page, AreaCode area, String words) {
        Duration delay = delayOfForm(address, page, area, words);
        if (delay.isPositive()) {
            refusedForms.increment();
        }
        return delay;
    }

    /** How many forms were refused since the start. Many of them are a flood, which a person should know of. */
    public long refusedForms() {
        return refusedForms.sum();
    }

    private Duration delayOfForm(ClientAddress address, String page, AreaCode area, String words) {
        Duration ofAddress = address.isKnown() ? formsOfAddress.acquire(address.value()) : Duration.ZERO;
        if (ofAddress.isPositive()) {
            return isEmergency(words) ? emergenciesOfAddress.acquire(address.value()) : ofAddress;
        }
        Duration ofArea = formsOfArea.acquire(page + ":" + area.value());
        if (ofArea.isPositive() && !isEmergency(words)) {
            if (address.isKnown()) {
                formsOfAddress.giveBack(address.value());
            }
            return ofArea;
        }
        return Duration.ZERO;
    }

    /** Counts a look-up. Returns the time after which the next is allowed; zero when this one is. */
    public Duration acquireLookup(ClientAddress address) {
        return address.isKnown() ? lookupsOfAddress.acquire(address.value()) : Duration.ZERO;
    }

    /** Counts a view of the public board. Returns the time after which the next is allowed; zero when this one is. */
    public Duration acquireBoard(ClientAddress address) {
        return address.isKnown() ? boardOfAddress.acquire(address.value()) : Duration.ZERO;
    }

    /** Tells people when to try again. Times are rounded up. */
    public static String waitingTime(Duration delay) {
        long seconds = seconds(delay);
        return seconds < 100 ? seconds + " 秒" : (seconds + 59) / 60 + " 分钟";
    }

    /** For the header {@code Retry-After}. */
    public static long seconds(Duration delay) {
        return delay.plusMillis(999).toSeconds();
    }

    /** What a form says that is refused for now; the page keeps what was typed. */
    public static String refusal(Duration delay) {
        return "没送出去，您写的还在。一下子送来的太多，请过 " + waitingTime(delay) + "再点一次，点几次都只算一件。着火、有人受伤、有危险，先打 119、120、110。";
    }

    private boolean isEmergency(String words) {
        return textClassifier
                        .classify(TextSanitizer.truncate(words, CLASSIFIED_LENGTH))
                        .urgency()
                == Urgency.EMERGENCY;
    }
}
