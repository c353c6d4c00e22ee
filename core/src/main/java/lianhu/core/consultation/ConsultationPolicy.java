package lianhu.core.consultation;

import java.util.List;

/**
 * How a county consults.
 *
 * @param fixed ids of the bodies that take part in each meeting (“4+X”的“4”); the first convenes one that opens by itself.
 *     Empty where the county has none
 * @param opensOnThirdReturn a ticket that was returned for the third time is put before them at once
 */
public record ConsultationPolicy(List<String> fixed, boolean opensOnThirdReturn) {
    public static final ConsultationPolicy NONE = new ConsultationPolicy(List.of(), false);
}
