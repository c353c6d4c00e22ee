package lianhu.bench.yardstick;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one table that one filing has written. */
record Part(Table table, List<List<@Nullable Object>> rows) {}
