package lianhu.core.kf;

import java.util.Optional;
import lianhu.core.area.AreaCode;

/** Links by which residents open the conversation in WeChat. */
public interface KfLinks {
    /** It carries the unit; empty while there is no customer service. */
    Optional<String> linkTo(AreaCode unit);
}
