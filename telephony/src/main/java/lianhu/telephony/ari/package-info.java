/**
 * Thin client of the Asterisk REST Interface (ARI), measured with Asterisk 22: one event WebSocket that also carries the
 * requests, so that a request and the events it causes keep their order. {@link lianhu.telephony.ari.AriClient} is the entry;
 * nothing here knows the other packages.
 */
@NullMarked
package lianhu.telephony.ari;

import org.jspecify.annotations.NullMarked;
