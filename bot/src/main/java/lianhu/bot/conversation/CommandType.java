package lianhu.bot.conversation;

/** The commands of residents and staff, other than reports and progress queries. */
public enum CommandType {
    HELP,
    BIND,
    /** 不用办了, before a person accepted the ticket. */
    WITHDRAW,
    /** 2, 还不行. */
    NOT_FIXED,
    /** 1, 好了. After the advice for a person in danger, 1 asks for a call. */
    FIXED,
    /** 3, 好了一半. */
    PARTLY_FIXED,
    /** 打分5: how satisfied the reporter is. */
    RATE,
    SAFE,
    /** 有人找我: the reporter is being bothered because of the report. */
    INTERFERENCE,
    ACCEPT,
    RETURN,
    RESULT,
    /** 我手上的: what waits for the sender. */
    TASKS,
    /** 到了: answers an escalation call. */
    ARRIVED
}
