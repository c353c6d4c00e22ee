package lianhu.adapters.store;

import lianhu.core.Filing;

/**
 * A filing with its numbers.
 *
 * @param count of its ticket within the day, to be given back if it loses against a redelivery
 */
record Numbered(Waiting waiting, Filing.Filed filed, Numbers.Drawn drawn) {
    SealedFiling sheet() {
        return waiting.sheet();
    }
}
