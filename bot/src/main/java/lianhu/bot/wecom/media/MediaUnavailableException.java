package lianhu.bot.wecom.media;

/** A photo that could not be had; the message names neither its address nor who sent it. */
final class MediaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MediaUnavailableException(String why) {
        super(why);
    }
}
