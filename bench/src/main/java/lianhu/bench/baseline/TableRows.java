package lianhu.bench.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one table that one filing has written. */
record TableRows(TableColumns table, List<List<@Nullable Object>> rows) {}
