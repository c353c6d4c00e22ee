package lianhu.desk.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StaffMember;

/**
 * Who heard a recording, under it.
 *
 * @param rows the newest first
 * @param more earlier hearings that are not named
 */
public record HearingList(List<Row> rows, int more) {
    private static final String SHARED = new StaffMember(new Actor(Actor.Type.DESK, StaffMember.SHARED, "受理台"))
            .person()
            .id();

    /** @param reason one of the list, or in the person's own words */
    public record Row(String who, String time, String full, String reason) {}

    public int total() {
        return rows.size() + more;
    }

    /** By the name of the recording. */
    public static Map<String, HearingList> byRecording(Map<AttachmentId, RecordingAccesses.Heard> heard, Instant now) {
        return heard.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(one -> one.getKey().sha256(), one -> of(one.getValue(), now)));
    }

    private static HearingList of(RecordingAccesses.Heard heard, Instant now) {
        return new HearingList(
                heard.newest().stream().map(access -> row(access, now)).toList(),
                heard.total() - heard.newest().size());
    }

    private static Row row(RecordingAccess access, Instant now) {
        boolean isShared = access.listener().id().equals(SHARED);
        return new Row(
                Labels.actor(access.listener()) + (isShared ? "（共用的登录名，分不出是谁）" : ""),
                ChineseTime.formatPast(access.at(), now),
                ChineseTime.formatFull(access.at()),
                access.reason() == ListeningReason.OTHER
                        ? access.words()
                        : access.reason().label());
    }
}
