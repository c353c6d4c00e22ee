package lianhu.core.personsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonSearchTest {
    @ParameterizedTest
    @CsvSource({"139 0000-0003, tel:13900000003", "李秀兰, name:李秀兰", "李 秀 兰, name:李秀兰", "卓玛·央金, name:卓玛央金"})
    void aNumberAndAWholeNameAreRead(String typed, String key) {
        assertEquals(Optional.of(key), search(typed, "SAME_MATTER", "").map(PersonSearch::lookupKey));
    }

    @ParameterizedTest
    @CsvSource({"李", "李1", "12", "''"})
    void whatIsNeitherNumberNorNameIsNotSearched(String typed) {
        assertEquals(Optional.empty(), search(typed, "SAME_MATTER", ""));
    }

    @Test
    void thereIsAReasonAndAnotherReasonHasWords() {
        assertEquals(Optional.empty(), search("李秀兰", "", ""));
        assertEquals(Optional.empty(), search("李秀兰", "OTHER", " "));
        assertEquals("民政来函", search("李秀兰", "OTHER", "民政来函").orElseThrow().words());
    }

    @Test
    void theRecordPrintsNoPerson() {
        assertFalse(search("李秀兰", "SAME_MATTER", "").toString().contains("李秀兰"));
    }

    private static Optional<PersonSearch> search(String typed, String reason, String words) {
        return PersonSearch.request("chen.jing", "陈静", typed, reason, words, Instant.EPOCH);
    }
}
