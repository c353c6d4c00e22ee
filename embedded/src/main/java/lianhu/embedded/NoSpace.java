package lianhu.embedded;

import java.io.IOException;

/** Recognises a full disk, for which neither Java nor the servers have an error of its own. */
final class NoSpace {
    static boolean caused(IOException e) {
        return told(String.valueOf(e.getMessage()));
    }

    static boolean told(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    private NoSpace() {}
}
