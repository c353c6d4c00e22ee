package lianhu.core.kf;

/**
 * A resident as one customer service account knows the person.
 *
 * @param account WeCom's {@code open_kfid}
 * @param person WeCom's {@code external_userid}; valid for this corp only
 */
public record KfCustomer(String account, String person) {
    /** Leaves the person out. */
    @Override
    public String toString() {
        return "KfCustomer[" + account + "]";
    }
}
