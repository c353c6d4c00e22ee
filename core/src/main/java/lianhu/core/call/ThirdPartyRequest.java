package lianhu.core.call;

/**
 * An agent wants a third party in the talk.
 *
 * @param id unique over all requests
 * @param call the call of the talk
 * @param number one that may be called, digits
 */
public record ThirdPartyRequest(long id, String call, String number) {
    /** Without the number. */
    @Override
    public String toString() {
        return "third party " + id + " of " + call;
    }
}
