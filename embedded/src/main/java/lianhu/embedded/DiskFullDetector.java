package lianhu.embedded;

import java.io.IOException;

/** Recognises a full disk, for which neither Java nor the servers have an error of its own. */
final class DiskFullDetector {
    static boolean isCause(IOException e) {
        return isReportedBy(String.valueOf(e.getMessage()));
    }

    static boolean isReportedBy(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    private DiskFullDetector() {}
}
