package lianhu.adapters.web.card;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The template of a unit's card in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class CardTemplates {
    static native TemplateInstance card(CardView view);

    private CardTemplates() {}
}
