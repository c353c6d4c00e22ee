package lianhu.desk.auth;

import java.security.MessageDigest;
import java.util.Base64;

/** A named account's password as it is kept: {@code rounds:salt:PBKDF2}. Takes its time on purpose. */
public final class PasswordHash {
    /** A fresh password, to be shown once, and what is kept of it. */
    public record GeneratedPassword(String password, String hash) {
        @Override
        public String toString() {
            return "Made[hidden]";
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

    public static boolean matches(String verifier, String password) {
        String[] parts = verifier.split(":");
        byte[] derived = BootstrapPasswordFile.derive(
                BootstrapPasswordFile.plain(password),
                Base64.getDecoder().decode(parts[1]),
                Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[2]), derived);
    }

    private PasswordHash() {}
}
