package lianhu.desk.format;

import io.quarkus.qute.Engine;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pages for errors of the desk that no page of its own explains. They hold nothing of the request and nothing of the desk:
 * the visitor may not be logged in.
 */
@Singleton
public final class DeskErrorPages {
    private static final Text NOT_FOUND = new Text("没有这一页", "地址可能打错了，或者早就换了。");
    private static final Text FAILED = new Text("这一页出了错", "我们这边记下了。收下的一件不丢；您写的字还在，退回上一页就看得到。");
    private static final Text UNAVAILABLE = new Text("这会儿打不开", "有东西停了，正在恢复。收下的一件不丢；您写的字还在，退回上一页就看得到。");
    private static final Text REJECTED = new Text("这一步没有做成", "送来的东西这一页读不懂。您写的字还在，退回上一页就看得到。");

    private final Engine engine;
    private final Labels labels;
    private final Map<Text, String> rendered = new ConcurrentHashMap<>();

    DeskErrorPages(Engine engine, Labels labels) {
        this.engine = engine;
        this.labels = labels;
    }

    /**
     * @param title short, what happened
     * @param text one or two sentences
     */
    record Text(String title, String text) {}

    /** Whether the path belongs to the desk. */
    public static boolean isDesk(@Nullable String path) {
        return path != null && (path.equals("/desk") || path.startsWith("/desk/"));
    }

    /** @param sizeLimit said of a request that is too large */
    public String html(int status, String sizeLimit) {
        return rendered.computeIfAbsent(text(status, sizeLimit), this::render);
    }

    private String render(Text text) {
        String county = labels.county();
        return engine.getTemplate("desk/error")
                .data("view", text)
                .data("county", county)
                .data("seal", county.substring(0, county.offsetByCodePoints(0, 1)))
                .render();
    }

    private static Text text(int status, String sizeLimit) {
        return switch (status) {
            case 404, 405, 410 -> NOT_FOUND;
            case 413 -> new Text("太大了，收不下", sizeLimit);
            case 502, 503, 504 -> UNAVAILABLE;
            default -> status < 500 ? REJECTED : FAILED;
        };
    }
}
