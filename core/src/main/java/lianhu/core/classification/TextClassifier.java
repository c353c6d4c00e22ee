package lianhu.core.classification;

/** What a free text is about. The plain one counts words; a trained one may stand in its place. */
public interface TextClassifier {
    Classification classify(String words);
}
