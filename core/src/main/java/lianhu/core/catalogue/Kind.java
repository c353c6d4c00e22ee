package lianhu.core.catalogue;

/** The kinds of the hotline's standard vocabulary (北京市接诉即办工作条例), with praise. */
public enum Kind {
    INQUIRY("咨询"),
    HELP("求助"),
    COMPLAINT("投诉"),
    TIP_OFF("举报"),
    SUGGESTION("建议"),
    PRAISE("表扬");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("不认识的诉求类型“" + word + "”：应是 咨询 求助 投诉 举报 建议 表扬 之一");
    }
}
