package lianhu.adapters.web.support;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import lianhu.core.report.Report;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The pages for errors that no page of its own explains. They hold nothing of the request. */
@Singleton
public class ErrorPages {
    record Text(String title, String text) {}

    private static final Text NOT_FOUND = new Text("没有这一页", "地址可能打错了，或者早就换了。要说事情，扫门口那张卡上的码最快，也可以从下面进去。");
    private static final Text FAILED = new Text("这一页出了错", "不是您的错，我们这边记下了。退回上一页再试一次；已经给过受理号的事都在。");
    private static final Text UNAVAILABLE = new Text("这会儿打不开", "我们这边有东西停了，正在恢复。已经给过受理号的事都在，一件不丢。");
    private static final Text REJECTED = new Text("这一步没有做成", "送来的东西这一页读不懂。请退回上一页，再试一次。");

    private final Hotline line;
    private final long maxMegabytes;
    private final Text tooLarge;
    private final Map<Text, String> rendered = new ConcurrentHashMap<>();

    ErrorPages(Hotline line, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.line = line;
        maxMegabytes = maxBodySize.asLongValue() >> 20;
        tooLarge = new Text(
                "太大了，收不下",
                "照片加起来最多 %d 兆，字最多 %d 个。请退回上一页，少放一张照片，或者把字删短些。".formatted(maxMegabytes, Report.MAX_TEXT_LENGTH));
    }

    /** The limit of a request's body. */
    public long maxMegabytes() {
        return maxMegabytes;
    }

    /** How much a form may hold, and what to do. */
    public String sizeLimit() {
        return tooLarge.text();
    }

    /** False for the API, for what a script of a page loads, and for programs: they do not ask for a page. */
    public static boolean isForPerson(@Nullable String path, UnaryOperator<@Nullable String> header) {
        String accept = header.apply("Accept");
        return path != null
                && !path.startsWith("/api/")
                && header.apply("HX-Request") == null
                && accept != null
                && accept.contains("text/html");
    }

    public String html(int status) {
        return rendered.computeIfAbsent(
                text(status),
                text -> PageTemplates.error(text.title(), text.text(), line).render());
    }

    private Text text(int status) {
        return switch (status) {
            case 404, 405, 410 -> NOT_FOUND;
            case 413 -> tooLarge;
            case 502, 503, 504 -> UNAVAILABLE;
            default -> status < 500 ? REJECTED : FAILED;
        };
    }
}
