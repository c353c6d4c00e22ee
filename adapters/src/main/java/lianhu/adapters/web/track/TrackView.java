package lianhu.adapters.web.track;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * How far a matter is.
 *
 * @param tone waiting, working, done, cannot, over, sealed: how the page looks
 * @param head the one answer: 网格员小王在办
 * @param note below it; empty for none
 * @param due empty when nothing is due any more
 * @param isOpened by proof: own words and photos are shown, and what may be done
 * @param flash what has just been done, or could not be; empty for nothing
 * @param may names of what the reporter may do now
 * @param triesLeft after a wrong guess; 0 before
 */
public record TrackView(
        String no,
        String spoken,
        String title,
        String place,
        String tone,
        String before,
        String head,
        String note,
        String due,
        String left,
        List<TimelineStep> road,
        boolean isOpened,
        List<String> words,
        List<String> photos,
        List<String> resultPhotos,
        String flash,
        boolean isRefusal,
        List<String> may,
        int triesLeft,
        String key,
        Hotline line) {
    /**
     * One stop of the time line.
     *
     * @param mark on (it happened), cur (it is now), next (it will come)
     */
    public record TimelineStep(String mark, String what, String text) {}

    public TrackView withAttemptsLeft(int left) {
        return new TrackView(
                no,
                spoken,
                title,
                place,
                tone,
                before,
                head,
                note,
                due,
                this.left,
                road,
                isOpened,
                words,
                photos,
                resultPhotos,
                flash,
                isRefusal,
                may,
                left,
                key,
                line);
    }

    public TrackView withMessage(String text, boolean isNo) {
        return new TrackView(
                no,
                spoken,
                title,
                place,
                tone,
                before,
                head,
                note,
                due,
                left,
                road,
                isOpened,
                words,
                photos,
                resultPhotos,
                text,
                isNo,
                may,
                triesLeft,
                key,
                line);
    }
}
