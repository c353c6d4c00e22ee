package lianhu.core.ticket;

/** The public stages of the closed loop (山丹); 日常督办 runs beside them. */
public enum Stage {
    COLLECTING("信息收集"),
    ASSIGNING("分流交办"),
    HANDLING("处置办理"),
    ANSWERING("结果反馈"),
    ASSESSING("工作考核");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }
}
