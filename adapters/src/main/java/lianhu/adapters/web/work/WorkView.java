package lianhu.adapters.web.work;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/** The page of one handler. */
public record WorkView(String token, String holder, OpenedTicket opened, Hotline line) {

    /**
     * A ticket with all that was said.
     *
     * @param state in words
     * @param due empty when nothing is due any more
     * @param receipts spoken receipt numbers
     * @param voices number of voice messages, which the page does not play
     */
    public record OpenedTicket(
            String no,
            String title,
            String place,
            boolean isEmergency,
            String state,
            String due,
            String receipts,
            long urges,
            List<Said> said,
            long voices) {}

    /**
     * What a reporter said at one time.
     *
     * @param what 报的, 补充, 催办, 语音听写 or 说还没好
     * @param photos hashes of the photos
     */
    public record Said(String at, String what, boolean isUrge, String words, List<String> photos) {}
}
