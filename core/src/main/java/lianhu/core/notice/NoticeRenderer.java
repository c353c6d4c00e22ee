package lianhu.core.notice;

/** Puts a notice into words: the county's own where it has them. */
public interface NoticeRenderer {
    RenderedMessage render(Notice notice);
}
