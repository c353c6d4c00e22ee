/**
 * 域外网格: members in other cities, told for by the contacts of their chamber or by its own program. The model of a channel
 * that only delivers forms: what comes in ({@link Errand}), one road ({@code Errands}), its doors
 * ({@code ChamberPages}, {@code ChamberApi}).
 */
@NullMarked
package lianhu.adapters.chamber;

import org.jspecify.annotations.NullMarked;
