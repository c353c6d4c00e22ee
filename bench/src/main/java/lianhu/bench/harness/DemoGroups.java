package lianhu.bench.harness;

import java.util.List;

/** The groups of the demonstration that have the smart robot. */
public final class DemoGroups {
    public static final String COUNTY = "yunxi";

    /** Where a report from the robot's door stands in the database. */
    public static final String DOOR = "aibot:AIBOT0001";

    private static final int CHAT = 0;
    private static final int KIND = 2;

    /** Chat ids of the internal groups; a plain split suffices, because quoted cells come after these columns. */
    public static List<String> chats(InstalledApp installedApp) {
        return installedApp
                .county(COUNTY, "demo/groups.csv")
                .orElseThrow()
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> cells.length > KIND && cells[KIND].strip().equals("internal"))
                .map(cells -> cells[CHAT].strip())
                .toList();
    }

    private DemoGroups() {}
}
