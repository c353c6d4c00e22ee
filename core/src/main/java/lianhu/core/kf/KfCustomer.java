package lianhu.core.kf;

/**
 * A resident as one account of customer service knows her.
 *
 * @param account WeCom's {@code open_kfid}
 * @param person WeCom's {@code external_userid}; names her for this corp only
 */
public record KfCustomer(String account, String person) {
    /** Without the person. */
    @Override
    public String toString() {
        return "Visitor[" + account + "]";
    }
}
