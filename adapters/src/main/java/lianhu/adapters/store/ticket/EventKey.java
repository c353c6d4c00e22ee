package lianhu.adapters.store.ticket;

/** The primary key of an event: its ticket and its number within the ticket. */
record EventKey(String ticketNo, int seq) {}
