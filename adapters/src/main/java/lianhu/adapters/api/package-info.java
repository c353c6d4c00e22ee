/** The HTTP API for partners and scripts: API keys, problems (RFC 9457) and resources under /api/v1. */
@NullMarked
package lianhu.adapters.api;

import org.jspecify.annotations.NullMarked;
