package lianhu.bot.wecom.client;

import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Silences WxJava and its HTTP client, which log access tokens, webhook keys and residents' texts at WARN, ERROR and DEBUG.
 */
public final class WxJavaLogSilencer {
    private static final List<String> CATEGORIES = List.of("me.chanjar.weixin", "org.apache.http");

    /** Referenced here: an unreferenced logger is collected together with its level. */
    private static final List<Logger> ROOTS =
            CATEGORIES.stream().map(Logger::getLogger).toList();

    public static synchronized void silence() {
        ROOTS.forEach(logger -> logger.setLevel(Level.OFF));
        // A level set on one of their classes would override ours.
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            if (CATEGORIES.stream().anyMatch(category -> name.startsWith(category + "."))) {
                Logger.getLogger(name).setLevel(Level.OFF);
            }
        }
    }

    private WxJavaLogSilencer() {}
}
