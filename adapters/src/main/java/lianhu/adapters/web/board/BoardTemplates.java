package lianhu.adapters.web.board;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of the public board in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class BoardTemplates {
    static native TemplateInstance boards(BoardListView view);

    static native TemplateInstance board(BoardView view);

    static native TemplateInstance metoo(MeTooView view);

    private BoardTemplates() {}
}
