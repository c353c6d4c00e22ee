package lianhu.core.call;

/** An agent wants a third party in the talk. */
public sealed interface ThirdPartyRequest {
    /** Unique over all requests. */
    long id();

    /** The call of the talk. */
    String call();

    /** @param number one that may be called, digits */
    record ByNumber(long id, String call, String number) implements ThirdPartyRequest {
        /** Without the number. */
        @Override
        public String toString() {
            return "third party " + id + " of " + call;
        }
    }

    /** @param login of another agent */
    record Colleague(long id, String call, String login) implements ThirdPartyRequest {}
}
