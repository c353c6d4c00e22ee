package lianhu.desk.auth;

/** The first login of the desk and the key of its sessions. */
public interface StaffCredentials {
    /** Takes a third of a second on purpose: never call it on the event loop. */
    boolean verify(String login, String password);

    /** The key that signs sessions: 32 random bytes, the same for all instances of the gateway that share the file. */
    byte[] signingKey();
}
