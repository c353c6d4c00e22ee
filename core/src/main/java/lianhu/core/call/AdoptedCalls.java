package lianhu.core.call;

import java.util.List;

/**
 * What instances left behind whose leases have expired.
 *
 * @param applications names of their applications in Asterisk, which may hold channels that became no call yet
 * @param calls their open calls, which belong to the adopting instance now
 */
public record AdoptedCalls(List<String> applications, List<StoredCall> calls) {
    public static final AdoptedCalls NONE = new AdoptedCalls(List.of(), List.of());

    public boolean isEmpty() {
        return applications.isEmpty() && calls.isEmpty();
    }
}
