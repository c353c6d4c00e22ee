package lianhu.desk.auth;

/**
 * The key that signs session cookies, derived from the county's master key: no backup contains it, all copies of the
 * gateway have the same one, and a rotation of the master key ends all sessions.
 *
 * @param bytes 32 bytes
 */
public record SessionKey(byte[] bytes) {
    @Override
    public String toString() {
        return "SessionKey[hidden]";
    }
}
