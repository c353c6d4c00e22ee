package lianhu.core.report;

import java.util.List;

/**
 * A voice message on a page.
 *
 * @param kind file type: the page decodes amr, a browser plays ogg, mp3 and wav, other types can only be saved
 */
public record VoiceAttachment(String name, String kind) {
    public static List<VoiceAttachment> voicesIn(List<AttachmentId> attachments) {
        return attachments.stream()
                .filter(AttachmentId::isVoice)
                .distinct()
                .map(AttachmentId::sha256)
                .map(name -> new VoiceAttachment(name, name.substring(name.indexOf('.') + 1)))
                .toList();
    }

    /** All attachments that are no voice messages. */
    public static List<String> photosIn(List<AttachmentId> attachments) {
        return attachments.stream()
                .filter(photo -> !photo.isVoice())
                .distinct()
                .map(AttachmentId::sha256)
                .toList();
    }

    public boolean isPlain() {
        return kind.equals("ogg") || kind.equals("mp3") || kind.equals("wav");
    }

    public boolean isDecoded() {
        return kind.equals("amr");
    }
}
