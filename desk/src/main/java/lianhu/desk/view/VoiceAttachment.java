package lianhu.desk.view;

import java.util.List;
import lianhu.core.report.AttachmentId;

/**
 * A voice message as a page plays it.
 *
 * @param kind amr is decoded by the page, ogg and mp3 play as they are, the rest is for another program
 */
record VoiceAttachment(String name, String kind) {
    static List<VoiceAttachment> voicesIn(List<AttachmentId> kept) {
        return kept.stream()
                .filter(AttachmentId::isVoice)
                .map(AttachmentId::sha256)
                .map(name -> new VoiceAttachment(name, name.substring(name.indexOf('.') + 1)))
                .toList();
    }

    /** The rest: pictures. */
    static List<String> photosIn(List<AttachmentId> kept) {
        return kept.stream()
                .filter(photo -> !photo.isVoice())
                .map(AttachmentId::sha256)
                .toList();
    }

    public boolean isPlain() {
        return kind.equals("ogg") || kind.equals("mp3");
    }

    public boolean isDecoded() {
        return kind.equals("amr");
    }
}
