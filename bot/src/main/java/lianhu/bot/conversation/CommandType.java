package lianhu.bot.conversation;

/** What can be asked of us besides reporting and asking how far it is. */
public enum CommandType {
    HELP,
    BIND,
    /** 不用办了, before anybody accepted it. */
    WITHDRAW,
    /** 2, 还不行. */
    NOT_FIXED,
    /** 1, 好了. After the advice for somebody in danger, 1 asks for a call. */
    FIXED,
    /** 3, 好了一半. */
    PARTLY_FIXED,
    SAFE,
    /** 有人找我: somebody bothers who reported. */
    INTERFERENCE,
    ACCEPT,
    RETURN,
    RESULT,
    /** Somebody we roused answers. */
    ARRIVED
}
