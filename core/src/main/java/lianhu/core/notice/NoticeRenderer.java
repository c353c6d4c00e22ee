package lianhu.core.notice;

/** Renders a notice as text, with the county's own texts where it has them. */
public interface NoticeRenderer {
    RenderedMessage render(Notice notice);
}
