package lianhu.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import lianhu.bench.load.Mail;
import lianhu.bench.load.Post;
import lianhu.bench.subject.DataFolder;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Ports;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Usage;
import lianhu.bench.subject.Waiting;

/** How soon it is there: on an empty folder, on a migrated database, and after kill -9. */
final class Start {
    static final Set<String> OPTIONS = Set.of("times");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Machine machine = Machine.now();
    private final Program program;
    private final int times;
    private final DataFolder data;
    private final Gateway gateway;
    private final Mail mail;

    Start(Options options, Program program, Ending ending) {
        this.program = program;
        times = options.number("times", 5, 100);
        data = ending.of(DataFolder.fresh());
        gateway = ending.of(new Gateway(program, data.path(), Town.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + Ports.free()));
        mail = new Mail("s" + data.path().hashCode(), Town.chats(program), InstantSource.system());
    }

    Result run() {
        gateway.launch();
        long first = gateway.awaitReady();
        Progress.say("first start on an empty folder: %d ms", first);
        List<Long> warm = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            gateway.end();
            gateway.launch();
            warm.add(gateway.awaitReady());
            Progress.say("warm start: %d ms", warm.getLast());
        }
        long idle = Usage.residentMb(gateway.pid());
        List<Long> killed = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            killed.add(afterKill());
            Progress.say("kill -9 to the first callback answered with 2xx: %d ms", killed.getLast());
        }
        return new Result("start")
                .with("startMs", Median.of(warm), 0)
                .with("rssMb", idle)
                .with(
                        "flags",
                        program.flagsInWords() + "; " + machine.inWords() + "; startMs: median of warm starts "
                                + warm + " ms to ready, embedded servers included; first start on an empty folder "
                                + first
                                + " ms; kill -9 to first 2xx " + killed + " ms; rssMb idle");
    }

    private long afterKill() {
        List<Post> posts = mail.write(2000, 0);
        long begin = System.nanoTime();
        gateway.kill();
        gateway.launch();
        Iterator<Post> next = posts.iterator();
        boolean isBack = Waiting.until(LIMIT, () -> next.hasNext() && isTaken(next.next()));
        if (!isBack) {
            throw new IllegalStateException(
                    "no callback was taken after kill -9. The log ends with:\n" + gateway.logTail());
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean isTaken(Post post) {
        int status = gateway.status(new String(post.wire(), StandardCharsets.US_ASCII));
        return status >= 200 && status < 300;
    }
}
