/** What was heard and shown against what stands in the database. */
@NullMarked
package lianhu.bench.ledger;

import org.jspecify.annotations.NullMarked;
