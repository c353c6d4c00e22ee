package lianhu.core.roster;

/** Identifies a post, whoever holds it. */
public record PostId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
