package lianhu.adapters.county;

import java.util.List;

/** The county's folder has errors and the application cannot start. The message has one line for each error. */
public final class InvalidCountyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidCountyException(String county, List<String> shown, int count) {
        super(
                "县“" + county + "”的文件夹有 " + count + " 处不对，改好再启动：\n" + String.join("\n", shown)
                        + (count > shown.size() ? "\n还有 " + (count - shown.size()) + " 处没有列出" : ""),
                null,
                false,
                false);
    }
}
