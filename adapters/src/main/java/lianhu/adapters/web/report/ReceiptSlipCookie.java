package lianhu.adapters.web.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.report.ReceiptNo;

/** Encrypts receipts into cookies. */
@Singleton
public class ReceiptSlipCookie {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FieldEncryption fieldEncryption;

    ReceiptSlipCookie(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
    }

    public String encode(ReceiptSlip receiptSlip) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(fieldEncryption.encrypt(JSON.writeValueAsString(receiptSlip)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when the cookie is missing, forged, or about another number. */
    public Optional<ReceiptSlip> decode(String cookie, String number) {
        return decode(cookie)
                .filter(receiptSlip -> ReceiptNo.parse(number)
                        .filter(no -> no.digits().equals(receiptSlip.no()))
                        .isPresent());
    }

    /** The latest receipt of the phone; empty when the cookie is missing or forged. */
    Optional<ReceiptSlip> decode(String cookie) {
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cookie.getBytes(StandardCharsets.UTF_8));
            return Optional.of(JSON.readValue(fieldEncryption.decrypt(sealed), ReceiptSlip.class));
        } catch (IllegalArgumentException | IllegalStateException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
