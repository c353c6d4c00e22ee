package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;

/**
 * Whether two identities stand for two persons. The maker of an account is shown its password, so an account counts neither
 * beside its maker nor beside another account of the same maker.
 */
public final class SecondPersonRule {
    /** What a refused person is told. */
    public static final String REJECTION = "这两个登录名（或钥匙）是同一个人建的，或者一个是另一个建的，不能算两个人。请换一个人来同意；没有合适的，让别的人在“人和口令”里给他另建一个登录名。";

    private final AccountOrigins accountOrigins;

    public SecondPersonRule(AccountOrigins accountOrigins) {
        this.accountOrigins = accountOrigins;
    }

    public Uni<Boolean> areTwoPersons(String one, String other) {
        return accountOrigins.makers(Set.of(one, other)).map(makers -> areTwoPersons(one, other, makers));
    }

    private static boolean areTwoPersons(String one, String other, Map<String, String> makers) {
        String makerOfOne = makers.getOrDefault(one, "");
        String makerOfOther = makers.getOrDefault(other, "");
        boolean isMade = makerOfOne.equals(other) || makerOfOther.equals(one);
        boolean isSibling = !makerOfOne.isEmpty() && makerOfOne.equals(makerOfOther);
        return !isMade && !isSibling;
    }
}
