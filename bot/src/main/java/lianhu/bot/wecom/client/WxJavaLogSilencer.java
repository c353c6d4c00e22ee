package lianhu.bot.wecom.client;

import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Silences WxJava and its HTTP client. WxJava writes whole addresses with the access token and residents' words at WARN
 * on every error of WeCom, and a webhook key at ERROR; the client writes the wire at DEBUG. What matters of it we say
 * ourselves, by code.
 */
public final class WxJavaLogSilencer {
    private static final List<String> CATEGORIES = List.of("me.chanjar.weixin", "org.apache.http");

    /** Held here: a logger nobody holds is collected together with its level. */
    private static final List<Logger> ROOTS =
            CATEGORIES.stream().map(Logger::getLogger).toList();

    public static synchronized void silence() {
        ROOTS.forEach(logger -> logger.setLevel(Level.OFF));
        // A level set on one of their classes would speak over ours.
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            if (CATEGORIES.stream().anyMatch(category -> name.startsWith(category + "."))) {
                Logger.getLogger(name).setLevel(Level.OFF);
            }
        }
    }

    private WxJavaLogSilencer() {}
}
