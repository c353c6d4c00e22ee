package lianhu.bot.conversation;

import java.util.List;

/** The names of a robot as they stand behind an @ in a group. */
@FunctionalInterface
public interface RobotNames {
    /** @param account the robot's account; no names for an account that is not configured */
    List<String> of(String account);
}
