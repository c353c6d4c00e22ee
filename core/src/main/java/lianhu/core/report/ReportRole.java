package lianhu.core.report;

/** The part of a person in a report. */
public enum ReportRole {
    /** Whose matter it is. */
    REPORTER,
    /** Who passed it on for the reporter. */
    RELAYER
}
