package lianhu.core.ticket;

/**
 * The five public stages of the closed loop (山丹), shown to residents and staff. A stored ticket has left COLLECTING: it is
 * classified in the transaction that stores it.
 */
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
