package lianhu.adapters.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.pgclient.PgException;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiExceptionMappersTest {
    @Test
    void aReadWithoutTheDatabaseIsToBeRepeated() {
        // When
        Response response = ApiExceptionMappers.toResponse(new ConnectException("refused"), true);
        // Then
        assertEquals(503, response.getStatus());
        assertEquals("2", response.getHeaderString("Retry-After"));
    }

    @Test
    void aCharacterThatTheDatabaseCannotHoldIsAnErrorOfTheRequest() {
        // Given
        PgException invalid = new PgException("invalid byte sequence", "ERROR", "22021", "");
        // When
        Response response = ApiExceptionMappers.toResponse(invalid, true);
        // Then
        assertEquals(400, response.getStatus());
    }

    @Test
    void anErrorOfTheGatewayTellsNothingOfItself() {
        // When
        Response response = ApiExceptionMappers.toResponse(new IllegalStateException("张三的电话"), false);
        // Then
        assertEquals(500, response.getStatus());
        assertFalse(response.getEntity().toString().contains("张三"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5", "99999999999", "\u0000", "１0x"})
    void aLimitThatIsNoNumberIsRefusedInWords(String text) {
        // When
        ApiException refused = assertThrows(ApiException.class, () -> QueryParameters.limit(text, 1, 200));
        // Then
        assertEquals(400, refused.status());
        assertEquals("limit 要写一个数，例如 50。", refused.detail());
    }

    @Test
    void aLimitIsKeptWithinItsBounds() {
        assertEquals(1, QueryParameters.limit("0", 1, 200));
        assertEquals(7, QueryParameters.limit(" 7", 1, 200));
        assertEquals(200, QueryParameters.limit("100000000", 1, 200));
    }
}
