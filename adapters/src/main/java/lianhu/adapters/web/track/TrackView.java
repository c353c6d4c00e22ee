package lianhu.adapters.web.track;

import java.util.List;
import java.util.stream.Stream;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;

/**
 * The tracking page of one receipt.
 *
 * @param road the timeline, oldest step first; empty for a sealed ticket
 * @param triesLeft remaining attempts after wrong digits; 0 before the first
 */
public record TrackView(
        Heading heading,
        Progress progress,
        List<TimelineStep> road,
        Details details,
        PageMessage message,
        int triesLeft,
        String key,
        Hotline line) {

    /** The same page, where the reporter may do this, too. */
    TrackView allowing(String action) {
        return new TrackView(heading, progress, road, details.allowing(action), message, triesLeft, key, line);
    }

    /**
     * Which ticket it is; title and place say nothing of a confidential one.
     *
     * @param drill what is said above a drill; empty for every other
     */
    public record Heading(String no, String spoken, String title, String place, String drill) {}

    /**
     * How far the ticket is.
     *
     * @param tone waiting, working, done, cannot, over or sealed: how the page looks
     * @param head the answer in one line: 网格员小王在办
     * @param note below it; empty for none
     * @param due empty when nothing is due any more
     * @param left time left until then
     */
    public record Progress(String tone, String before, String head, String note, String due, String left) {}

    /**
     * What only the reporter sees, after a proof.
     *
     * @param question what the reporter is asked now, with the one who asks; empty for nothing
     * @param may names of the actions that are allowed now
     */
    public record Details(
            boolean isOpened,
            String question,
            List<String> words,
            List<String> photos,
            List<String> resultPhotos,
            List<String> may) {
        static final Details HIDDEN = new Details(false, "", List.of(), List.of(), List.of(), List.of());

        Details allowing(String action) {
            return new Details(
                    isOpened,
                    question,
                    words,
                    photos,
                    resultPhotos,
                    Stream.concat(may.stream(), Stream.of(action)).toList());
        }
    }

    /**
     * One step of the timeline.
     *
     * @param mark {@code on} (done), {@code cur} (now) or {@code next} (to come)
     */
    public record TimelineStep(String mark, String what, String text) {}
}
