package lianhu.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time used so far, in milliseconds, from {@code /proc}.
 *
 * @param gateway the gateway's process
 * @param postgres PostgreSQL's main process and its children, ended ones included
 * @param self this client
 * @param machine all processes of the machine
 */
public record CpuUsage(long gateway, long postgres, long self, long machine) {
    /** The kernel reports process times in hundredths of a second, independent of its own clock. */
    private static final int MS_PER_TICK = 10;

    /** Fields of {@code /proc/PID/stat} behind the name: own user and system time, then that of children waited for. */
    private static final int FIRST_TIME = 11;

    public static CpuUsage now(long gateway, long postmaster) {
        long servers = millis(postmaster, 4)
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToLong(child -> millis(child.pid(), 2))
                        .sum();
        return new CpuUsage(
                millis(gateway, 2), servers, millis(ProcessHandle.current().pid(), 2), wholeMachine());
    }

    public CpuUsage since(CpuUsage before) {
        return new CpuUsage(
                gateway - before.gateway, postgres - before.postgres, self - before.self, machine - before.machine);
    }

    public CpuUsage plus(CpuUsage other) {
        return new CpuUsage(
                gateway + other.gateway, postgres + other.postgres, self + other.self, machine + other.machine);
    }

    /** Processor time of other processes: the figures are reliable only when it is small. */
    public long others() {
        return Math.max(0, machine - gateway - postgres - self);
    }

    /** Processor time of one process in milliseconds, without its children. */
    public static long ofProcess(long pid) {
        return millis(pid, 2);
    }

    /** Resident memory in MB. */
    public static long residentMb(long pid) {
        return lines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static long millis(long pid, int times) {
        List<String> stat = lines(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // The name in parentheses may hold spaces.
        String[] fields =
                stat.getFirst().substring(stat.getFirst().lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 0; i < times; i++) {
            ticks += Long.parseLong(fields[FIRST_TIME + i]);
        }
        return ticks * MS_PER_TICK;
    }

    /** User, nice and system; then idle and waiting, which are left out; then interrupts. */
    private static long wholeMachine() {
        String[] fields = lines(Path.of("/proc/stat")).getFirst().split(" +");
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7}) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * MS_PER_TICK;
    }

    /** Empty when the process has ended. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException ended) {
            if (Files.exists(file)) {
                throw new UncheckedIOException(ended);
            }
            return List.of();
        }
    }
}
