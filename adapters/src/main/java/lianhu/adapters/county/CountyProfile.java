package lianhu.adapters.county;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.call.CallLanguages;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.consultation.ConsultationPolicy;
import lianhu.core.deadline.TimeRange;
import lianhu.core.retention.RetentionTerms;

/**
 * The contents of {@code county.yaml}.
 *
 * @param code of the county, or of the city when one installation serves several counties
 * @param levels names of the levels of the area tree
 * @param sealedCircle ids of the bodies that open sealed tickets
 * @param platforms short names of the platforms of each township, by default {@code zz zf sc bm}
 * @param contactHours when people may be contacted about matters that are not urgent
 * @param staffingNorm sizes and posts of grids and units outside the districts
 * @param districts areas with other sizes and posts; empty in most counties
 * @param groups of the report catalogue, in display order
 * @param exampleArea the area of the rules' examples without an area of their own
 * @param board codes of the categories whose tickets stand on the public board; empty for no board
 * @param consultation whom a meeting (“4+X”会商) calls; {@link ConsultationPolicy#NONE} where the county does not say
 * @param checksAllResults the desk checks every result of an office before the reporter hears it, not only those of complaints,
 *     tip-offs and supervised matters
 * @param retention how long content is kept; {@link RetentionTerms#UNDECLARED} where the county does not say
 */
public record CountyProfile(
        AreaCode code,
        String name,
        boolean isFictional,
        Map<Level, String> levels,
        NamedNumber hotline,
        NamedNumber desk,
        NamedNumber dutyRoom,
        SealedCircle sealedCircle,
        List<String> serviceLines,
        List<String> platforms,
        CallLanguages languages,
        TimeRange contactHours,
        List<TimeRange> businessHours,
        StaffingNorm staffingNorm,
        List<StaffingNorm> districts,
        RoleTitles titles,
        List<String> groups,
        AreaCode exampleArea,
        List<String> board,
        ConsultationPolicy consultation,
        boolean checksAllResults,
        RetentionTerms retention) {

    /** A name and its telephone number. */
    public record NamedNumber(String name, String number) {}

    /** The narrowest norm that applies to the area. */
    public StaffingNorm staffingNormAt(AreaCode place) {
        return districts.stream()
                .filter(district -> district.appliesAt(place))
                .max(Comparator.comparingInt(district -> district.longestMatch(place)))
                .orElse(staffingNorm);
    }
}
