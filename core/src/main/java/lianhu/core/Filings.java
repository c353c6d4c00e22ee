package lianhu.core;

import io.smallrye.mutiny.Uni;

/** Where filings are written. Only inserts; a report that came before gives its old receipt. */
public interface Filings {
    Uni<Receipt> keep(Filing filing);
}
