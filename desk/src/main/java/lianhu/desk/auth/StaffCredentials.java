package lianhu.desk.auth;

/** Knows whether somebody may sit at the desk. */
public interface StaffCredentials {
    /** Takes its time on purpose: never call it on the event loop. */
    boolean verify(String login, String password);

    /** Signs sessions: 32 random bytes, the same for every copy of the gateway that shares this log-in. */
    byte[] signingKey();
}
