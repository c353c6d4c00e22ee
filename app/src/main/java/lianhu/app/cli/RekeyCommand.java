package lianhu.app.cli;

import java.util.concurrent.Callable;
import lianhu.app.maintenance.KeyRotation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The former name and arguments of {@link RotateKeyCommand}, for existing scripts. */
@Command(name = "rekey", hidden = true)
final class RekeyCommand implements Callable<Integer> {
    private enum Word {
        NONE,
        NEW_LINKS,
        RESTARTED
    }

    @Parameters(arity = "0..1", paramLabel = "new-links|restarted", converter = WordConverter.class)
    private Word word = Word.NONE;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() throws Exception {
        System.out.println(new KeyRotation(options.settings()).run(word == Word.NEW_LINKS, word == Word.RESTARTED));
        return 0;
    }

    private static final class WordConverter implements picocli.CommandLine.ITypeConverter<Word> {
        @Override
        public Word convert(String text) {
            return switch (text) {
                case "new-links" -> Word.NEW_LINKS;
                case "restarted" -> Word.RESTARTED;
                default ->
                    throw new picocli.CommandLine.TypeConversionException("可以是 new-links 或 restarted，不能是 " + text);
            };
        }
    }
}
