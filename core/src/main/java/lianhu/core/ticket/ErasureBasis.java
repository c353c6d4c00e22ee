package lianhu.core.ticket;

/** Why content was erased: its term was over, or somebody asked for it (《个人信息保护法》第三十一条、第四十七条、第四十九条). */
public enum ErasureBasis {
    TERM("按保存期限"),
    REPORTER("按本人要求"),
    GUARDIAN("按监护人要求"),
    RELATIVE("按近亲属要求"),
    OFFICE("按本县决定");

    private final String word;

    ErasureBasis(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }
}
