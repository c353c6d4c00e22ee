package lianhu.core.ticket;

/** How several bodies deal with one ticket together. The ticket's state does not change and its time runs on. */
public enum ConsultationKind {
    /** 吹哨报到 (肃南, 山丹): called to a place, each comes within a time of its own. */
    WHISTLE("吹哨"),
    /** “4+X”会商 (景宁): four bodies of the county and those concerned say what they think, and one decides. */
    MEETING("会商"),
    /** “3+N”调解 (肃南): a mediator and helpers settle a dispute. */
    MEDIATION("调解");

    private final String word;

    ConsultationKind(String word) {
        this.word = word;
    }

    public String label() {
        return word;
    }
}
