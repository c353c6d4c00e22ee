package lianhu.core.reading;

/** What a free text is about. The plain one counts words; a trained one may stand in its place. */
public interface Reading {
    Finding of(String words);
}
