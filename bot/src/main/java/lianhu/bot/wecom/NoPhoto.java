package lianhu.bot.wecom;

/** A photo that could not be had; the message names neither its address nor who sent it. */
final class NoPhoto extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoPhoto(String why) {
        super(why);
    }
}
