package lianhu.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the disk of Asterisk takes the recordings of the next days; a minute is one megabyte. */
final class RecordingSpaceCheck {
    /** Where Asterisk keeps its recordings unless it is told otherwise. */
    static final Path SPOOL = Path.of("/var/spool/asterisk");

    private static final long MB = 1_000_000;
    /** Some eight hours of talk. */
    private static final long MIN_SPACE = 500 * MB;
    /** Some thirty hours of talk. */
    private static final long LOW_SPACE = 2_000 * MB;

    private RecordingSpaceCheck() {}

    /** Empty where there is room enough, or no such folder on this machine. */
    static Optional<DiagnosticResult> of(Path spool) {
        try {
            return Files.exists(spool) ? of(spool, Files.getFileStore(spool).getUsableSpace()) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(DiagnosticResult.warning("看不到放录音的磁盘还有多少空间：" + spool, "请用 df 看一下"));
        }
    }

    static Optional<DiagnosticResult> of(Path spool, long free) {
        String what = "放录音的磁盘还有 " + free / MB + " MB（" + spool + "）";
        if (free < MIN_SPACE) {
            return Optional.of(DiagnosticResult.error(what + "：满了以后话录不下来，只能给来电人回电话", "请马上腾出空间，再试打一次"));
        }
        return free < LOW_SPACE ? Optional.of(DiagnosticResult.warning(what, "请安排腾出空间")) : Optional.empty();
    }
}
