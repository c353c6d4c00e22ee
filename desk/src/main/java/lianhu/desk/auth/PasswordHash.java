package lianhu.desk.auth;

import java.security.MessageDigest;
import java.util.Base64;

/** The stored password of a named account: {@code rounds:salt:PBKDF2}. Hashing takes a third of a second on purpose. */
public final class PasswordHash {
    /** A new password, to be shown once, and the hash that is stored. */
    public record GeneratedPassword(String password, String hash) {
        @Override
        public String toString() {
            return "GeneratedPassword[hidden]";
        }
    }

    public static GeneratedPassword generate() {
        String password = BootstrapPasswordFile.randomPassword();
        byte[] salt = BootstrapPasswordFile.random(16);
        byte[] derived =
                BootstrapPasswordFile.derive(BootstrapPasswordFile.plain(password), salt, BootstrapPasswordFile.ROUNDS);
        Base64.Encoder text = Base64.getEncoder();
        return new GeneratedPassword(
                password,
                BootstrapPasswordFile.ROUNDS + ":" + text.encodeToString(salt) + ":" + text.encodeToString(derived));
    }

    public static boolean matches(String hash, String password) {
        String[] parts = hash.split(":");
        byte[] derived = BootstrapPasswordFile.derive(
                BootstrapPasswordFile.plain(password),
                Base64.getDecoder().decode(parts[1]),
                Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[2]), derived);
    }

    private PasswordHash() {}
}
