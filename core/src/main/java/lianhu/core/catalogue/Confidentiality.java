package lianhu.core.catalogue;

/** How publicly a matter may be named. */
public enum Confidentiality {
    /** May be named in the group of the report. */
    OPEN,
    /** One constant sentence in the group, everything else in private. */
    PRIVATE,
    /** 举报: the same constant sentence, and the ticket is absent for everybody outside its circle. */
    SEALED
}
