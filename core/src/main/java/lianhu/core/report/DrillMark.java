package lianhu.core.report;

/**
 * 【演练】 stands first in whatever a person reads or hears of a drill. The title of a drill is stored with it, so that no page and no
 * list can leave it out.
 */
public final class DrillMark {
    public static final String MARK = "【演练】";

    private static final String NOTICE = MARK + "这件是点验演练，不是真事。照真的办；不进统计，不进公开页，不告诉没参加的人。";
    private static final String OF_EMERGENCY = "真事会请报事的人马上打 110、119 或 120；演练没有打，也没有转。";

    /** What pages say above a drill. */
    public static String notice(boolean isEmergency) {
        return isEmergency ? NOTICE + OF_EMERGENCY : NOTICE;
    }

    /** The text, with the mark at its beginning for a drill. */
    public static String of(boolean isDrill, String text) {
        return isDrill ? first(text) : text;
    }

    /** With the mark at the beginning and nowhere else. */
    public static String first(String text) {
        return MARK + without(text);
    }

    /** Words of a resident must not make a real matter look like a drill. */
    public static String without(String text) {
        String rest = text;
        while (rest.contains(MARK)) {
            rest = rest.replace(MARK, "");
        }
        return rest;
    }

    public static boolean isOn(String text) {
        return text.startsWith(MARK);
    }

    private DrillMark() {}
}
