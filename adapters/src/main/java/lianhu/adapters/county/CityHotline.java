package lianhu.adapters.county;

import java.util.List;

/**
 * The line that the law gives for some matters in the city where an away grid sits: a wage dispute in Hangzhou is decided
 * there, whatever home does.
 *
 * @param seat division code of the city
 * @param categories of the catalogue
 * @param number as it is dialled from anywhere in the country
 * @param source where it was looked up; 示例 while nobody has
 */
public record CityHotline(
        String seat, String city, List<String> categories, String name, String number, String source) {}
