package lianhu.adapters.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.vault.Vault;
import lianhu.core.report.ReceiptNo;

/** Slips as cookies that only we can read and write. */
@Singleton
class Slips {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vault vault;

    Slips(Vault vault) {
        this.vault = vault;
    }

    String cookie(Slip slip) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(JSON.writeValueAsString(slip)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when the cookie is missing, another's, or about another number. */
    Optional<Slip> read(String cookie, String number) {
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cookie.getBytes(StandardCharsets.UTF_8));
            Slip slip = JSON.readValue(vault.open(sealed), Slip.class);
            return ReceiptNo.parse(number)
                    .filter(no -> no.digits().equals(slip.no()))
                    .map(no -> slip);
        } catch (IllegalArgumentException | IllegalStateException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
