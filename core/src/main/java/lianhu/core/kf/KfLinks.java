package lianhu.core.kf;

import java.util.Optional;
import lianhu.core.area.AreaCode;

/** Links that open a customer service conversation in WeChat. */
public interface KfLinks {
    /** The link with the unit as its scene; empty without customer service. */
    Optional<String> linkTo(AreaCode unit);
}
