package lianhu.desk.login;

import java.security.MessageDigest;
import java.util.Base64;

/** A named account's password as it is kept: {@code rounds:salt:PBKDF2}. Takes its time on purpose. */
public final class Verifier {
    /** A fresh password, to be shown once, and what is kept of it. */
    public record Made(String password, String verifier) {
        @Override
        public String toString() {
            return "Made[hidden]";
        }
    }

    public static Made make() {
        String password = PasswordFile.password();
        byte[] salt = PasswordFile.random(16);
        byte[] derived = PasswordFile.derive(PasswordFile.plain(password), salt, PasswordFile.ROUNDS);
        Base64.Encoder text = Base64.getEncoder();
        return new Made(
                password, PasswordFile.ROUNDS + ":" + text.encodeToString(salt) + ":" + text.encodeToString(derived));
    }

    public static boolean matches(String verifier, String password) {
        String[] parts = verifier.split(":");
        byte[] derived = PasswordFile.derive(
                PasswordFile.plain(password), Base64.getDecoder().decode(parts[1]), Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[2]), derived);
    }

    private Verifier() {}
}
