package lianhu.desk.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.core.fixture.NodeScript;
import org.junit.jupiter.api.Test;

/** The box above the owners of a dispatch, with the script of the desk on a page of fakes. */
class OwnerFilterTest {
    @Test
    void aWordThatFitsNobodySaysSo() throws Exception {
        // When
        String printed = NodeScript.run("owners.mjs", "desk/desk.js");
        // Then
        assertEquals("""
                “水厂” 云溪县水厂
                “没有这家” 没有对得上的
                “” 县住建局,云溪县水厂
                """, printed);
    }
}
