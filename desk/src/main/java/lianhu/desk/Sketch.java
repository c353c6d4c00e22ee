package lianhu.desk;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import lianhu.core.Worklist;

/** A row in few words, for the first page. */
@Singleton
public final class Sketch {
    private final Names names;
    private final InstantSource clock;

    Sketch(Names names, InstantSource clock) {
        this.names = names;
        this.clock = clock;
    }

    /**
     * The row.
     *
     * @param tone letter of the tag's colour
     * @param why the rule book's reasons
     */
    public record Line(
            String no,
            String title,
            String meta,
            String owner,
            String word,
            String tone,
            String due,
            String rule,
            String why,
            boolean isSealed) {}

    public Line of(Worklist.Row row) {
        QueueRow shown = QueueRow.of(row, names, clock.instant());
        return new Line(
                shown.no(),
                shown.title(),
                shown.isSealed() ? shown.meta() : shown.receipt() + " · " + shown.place(),
                shown.owner(),
                shown.standing().word(),
                shown.standing().tone(),
                shown.dueWords(),
                row.ticket().route().rule(),
                String.join("；", row.ticket().route().why()),
                shown.isSealed());
    }
}
