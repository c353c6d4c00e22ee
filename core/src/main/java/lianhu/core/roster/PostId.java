package lianhu.core.roster;

/** Identifies a post independently of its holder. */
public record PostId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
