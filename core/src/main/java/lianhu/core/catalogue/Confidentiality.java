package lianhu.core.catalogue;

/** How openly a matter may be spoken of. */
public enum Confidentiality {
    /** May be named in the group it came from. */
    OPEN,
    /** One constant sentence in the group, all else in private. */
    PRIVATE,
    /** 举报: the same constant sentence, and nobody outside its circle sees that it exists. */
    SEALED
}
