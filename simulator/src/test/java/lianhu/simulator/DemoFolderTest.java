package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lianhu.simulator.state.DemoFolder;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.Organisation;
import lianhu.simulator.state.SimulatedGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    private final Organisation organisation = new Organisation();

    @Test
    void groupsAndPeopleAreRead(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("people.csv"), "userid,name,role\nzhangsan,张三,联户长\n");
        Files.writeString(folder.resolve("groups.csv"), """
                chat,name,kind,area,webhook,members
                wr1,"红湾村, 联户长群",internal,621099101201,key-1,zhangsan:张三;lisi:李四
                p1,3户群,plain,621099101201001,,zhangsan:张三;王婶
                """);

        // When
        DemoFolder.load(folder, organisation);

        // Then
        SimulatedGroup simulatedGroup = organisation.groupOfKey("key-1").orElseThrow();
        assertEquals("红湾村, 联户长群", simulatedGroup.name());
        assertEquals(GroupKind.PLAIN, organisation.group("p1").orElseThrow().kind());
        assertEquals("联户长", organisation.corpMember("zhangsan").orElseThrow().role());
        assertTrue(organisation.corpMember("王婶").isEmpty());
        assertTrue(organisation.group("p1").orElseThrow().member("王婶").isPresent());
    }

    @Test
    void aPlainGroupWithAKeyStopsTheStartWithFileAndLine(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(
                folder.resolve("groups.csv"),
                "chat,name,kind,area,webhook,members\np1,3户群,plain,621099101201001,key-1,王婶\n");

        // When
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> DemoFolder.load(folder, organisation));

        // Then
        assertTrue(String.valueOf(wrong.getMessage()).contains("groups.csv:2: group p1 is plain"), wrong.getMessage());
    }

    @Test
    void aMissingColumnIsReportedWithFileAndLine(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("people.csv"), "userid,name,role\n\nzhangsan,张三\n");

        // When
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> DemoFolder.load(folder, organisation));

        // Then
        assertTrue(String.valueOf(error.getMessage()).contains("people.csv:3: has 2 columns, not 3"));
    }

    @Test
    void anUnknownHeaderIsReported(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("people.csv"), "userid,name,title\nzhangsan,张三,联户长\n");

        // When
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> DemoFolder.load(folder, organisation));

        // Then
        assertTrue(String.valueOf(error.getMessage()).contains("people.csv:1: the header must be userid,name,role"));
    }
}
