package lianhu.core.catalogue;

/** The kinds of the hotline's standard vocabulary (北京市接诉即办工作条例), with praise. */
public enum RequestKind {
    INQUIRY("咨询"),
    HELP("求助"),
    COMPLAINT("投诉"),
    TIP_OFF("举报"),
    SUGGESTION("建议"),
    PRAISE("表扬");

    private final String word;

    RequestKind(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }

    public static RequestKind of(String word) {
        for (RequestKind requestKind : values()) {
            if (requestKind.word.equals(word)) {
                return requestKind;
            }
        }
        throw new IllegalArgumentException("不认识的诉求类型“" + word + "”：应是 咨询 求助 投诉 举报 建议 表扬 之一");
    }
}
