package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** How the county's files on disk differ from the roster in use, and bringing them in. */
public interface CountyFileComparison {
    /**
     * @param mark 加, 改, 停, 留 or 动不了
     * @param text what it is, what changes, and why; a mobile number is masked
     */
    record Difference(String mark, String text) {}

    /**
     * @param files where the files were read, in words
     * @param fault why the files cannot be read, with file and line; empty when they can
     * @param fingerprint of these differences; another one after any of them changed
     * @param isDifferent whether applying changes anything
     * @param isApplied whether the files were applied
     */
    record Result(
            String files,
            String fault,
            List<Difference> differences,
            String fingerprint,
            boolean isDifferent,
            boolean isApplied) {}

    Uni<Result> compare();

    /**
     * Applies what was shown. Nothing is applied when the differences are no longer the ones of the fingerprint.
     *
     * @param editor a person, for the log
     */
    Uni<Result> apply(String fingerprint, RosterEditor.Editor editor);
}
