package lianhu.core.ticket;

/** An action on a ticket, by its name in the API. */
public enum ActionType {
    DISPATCH("派单"),
    ACCEPT("签收"),
    RETURN("退回"),
    RESULT("办结"),
    EXTEND("申请延期"),
    ASK("问报事的人"),
    RESUME("接着办"),
    GRANT_EXTENSION("同意延期"),
    REFUSE_EXTENSION("不同意延期"),
    PASS_RESULT("结果通过"),
    REJECT_RESULT("结果退回再办"),
    SUPERVISE("督办"),
    REPLY("回复督办"),
    CLOSE("归档"),
    REOPEN("重办"),
    MERGE("并单"),
    WITHDRAW("撤回"),
    PASS_ON("报网格"),
    SUPPLEMENT("补充"),
    ACKNOWLEDGE("我来处理"),
    WRITE_DOWN("听写");

    private final String word;

    ActionType(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }
}
