package lianhu.adapters.store.ticket;

/** An event's place: its ticket and its number there. */
record EventKey(String ticketNo, int seq) {}
