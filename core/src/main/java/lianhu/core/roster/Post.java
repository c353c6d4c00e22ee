package lianhu.core.roster;

import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.PersonDetails;

/**
 * A post and its holder for a time. Work goes to the post and reaches its holder at that time.
 *
 * @param id area, role and a running number, for instance {@code 621099101201001.KEEPER.1}
 * @param title shown to residents before the name; a county may call an away grid's head 商会会长
 * @param person the holder's name for residents, for instance 小王
 * @param userId in WeCom; empty for the many without an account
 * @param until last day, or empty while it lasts
 */
public record Post(
        PostId id,
        AreaCode area,
        Role role,
        String title,
        String person,
        String phone,
        String userId,
        LocalDate from,
        Optional<LocalDate> until) {

    /** With the default title of its role. */
    public Post(
            PostId id,
            AreaCode area,
            Role role,
            String person,
            String phone,
            String userId,
            LocalDate from,
            Optional<LocalDate> until) {
        this(id, area, role, role.title(), person, phone, userId, from, until);
    }

    public boolean isHeldOn(LocalDate day) {
        return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
    }

    /** The same holder, with a last day. */
    public Post endedOn(LocalDate last) {
        return new Post(id, area, role, title, person, phone, userId, from, Optional.of(last));
    }

    /** The holder as a person who reports. */
    public PersonDetails details() {
        return new PersonDetails(userId, person, phone);
    }

    /** 网格员小王. */
    public String spoken() {
        return title + person;
    }
}
