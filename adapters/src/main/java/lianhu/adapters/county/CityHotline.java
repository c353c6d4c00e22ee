package lianhu.adapters.county;

import java.util.List;

/**
 * The statutory telephone line for some matters in the city of an away grid: a wage dispute in Hangzhou is decided there.
 *
 * @param seat division code of the city
 * @param categories of the catalogue
 * @param number with area code, as dialled from anywhere in the country
 * @param source where the number was found; 示例 until it is verified
 */
public record CityHotline(
        String seat, String city, List<String> categories, String name, String number, String source) {}
