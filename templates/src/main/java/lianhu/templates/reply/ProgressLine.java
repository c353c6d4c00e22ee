package lianhu.templates.reply;

/** One matter in an answer to 到哪了; {@code owner} and {@code by} may be empty. */
public record ProgressLine(String title, String receipt, String state, String owner, String by) {}
