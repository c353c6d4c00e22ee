package lianhu.desk;

import java.util.List;
import lianhu.core.report.PhotoId;

/**
 * A voice message as a page plays it.
 *
 * @param kind amr is decoded by the page, ogg and mp3 play as they are, the rest is for another program
 */
record Sound(String name, String kind) {
    static List<Sound> heard(List<PhotoId> kept) {
        return kept.stream()
                .filter(PhotoId::isVoice)
                .map(PhotoId::sha256)
                .map(name -> new Sound(name, name.substring(name.indexOf('.') + 1)))
                .toList();
    }

    /** The rest: pictures. */
    static List<String> shown(List<PhotoId> kept) {
        return kept.stream()
                .filter(photo -> !photo.isVoice())
                .map(PhotoId::sha256)
                .toList();
    }

    public boolean isPlain() {
        return kind.equals("ogg") || kind.equals("mp3");
    }

    public boolean isDecoded() {
        return kind.equals("amr");
    }
}
