package lianhu.core.sms;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Numbers in memory. */
public final class InMemorySmsRecipients implements SmsRecipients {
    private final Map<String, Integer> sent = new HashMap<>();
    private final Set<String> optedOut = new HashSet<>();
    private final int dailyLimit;

    public InMemorySmsRecipients(int dailyLimit) {
        this.dailyLimit = dailyLimit;
    }

    @Override
    public synchronized Uni<Permit> acquire(String phone, LocalDate day) {
        String key = phone + day;
        if (optedOut.contains(phone)) {
            return Uni.createFrom().item(Permit.OPTED_OUT);
        }
        if (sent.getOrDefault(key, 0) >= dailyLimit) {
            return Uni.createFrom().item(Permit.DAILY_LIMIT);
        }
        sent.merge(key, 1, Integer::sum);
        return Uni.createFrom().item(Permit.ALLOWED);
    }

    @Override
    public synchronized Uni<Void> release(String phone, LocalDate day) {
        sent.merge(phone + day, -1, Integer::sum);
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> optOut(String phone) {
        optedOut.add(phone);
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> optIn(String phone) {
        optedOut.remove(phone);
        return Uni.createFrom().voidItem();
    }

    /** How many were sent on all days. */
    public synchronized int sent() {
        return sent.values().stream().mapToInt(Integer::intValue).sum();
    }
}
