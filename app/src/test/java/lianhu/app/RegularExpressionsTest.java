package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of the application does work that grows faster than the text: {@code <[^>]*>} on a text of
 * {@code <} alone reads the rest of the text once for each character. Every expression runs against repetitions of its own
 * characters, and the characters it reads are counted, so that the result does not depend on the machine.
 */
@NullUnmarked
class RegularExpressionsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("core", "bot", "adapters", "templates", "desk", "telephony", "app");
    private static final Set<String> METHODS = Set.of("compile", "replaceAll", "replaceFirst", "matches", "split");

    private static final int LENGTH = 4_000;
    /** An expression that is linear reads each character a few times; a quadratic one some two thousand times. */
    private static final int READS_PER_CHARACTER = 300;

    private static final List<String> COMMON = List.of(
            "a", "1", "中", " ", "\t", "\n", "\r\n", "\u3000", "<", "@", "(", "[", "“", "！", "：", "/", ".", "李婶：", "您好",
            "a ", "1 ", "a.");
    private static final List<String> ENDINGS = List.of("", "x", "中", "\u0001");

    /** Reads more characters than a linear expression would. */
    private static final class TooManyReads extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyReads() {
            super("too many reads", null, false, false);
        }
    }

    /** A text that counts how often its characters are read. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long left;

        CountedText(String text) {
            this.text = text;
            left = (long) READS_PER_CHARACTER * Math.max(LENGTH, text.length());
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooManyReads();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void everyRegularExpressionIsLinear() {
        // Given
        Map<String, Set<String>> expressions = expressions();
        assertTrue(expressions.size() > 60, () -> "only " + expressions.size() + " expressions were found");
        // When
        Map<String, Set<String>> slow = new TreeMap<>();
        expressions.forEach((expression, places) ->
                slowText(expression).ifPresent(text -> slow.put(expression + " on " + text, places)));
        // Then
        assertEquals(Map.of(), slow);
    }

    @Test
    void theOldExpressionOfTitlesIsFound() {
        assertTrue(slowText("@\\S+[\\s\\u2005]*|[#*_`>\\[\\]]|<[^>]*>").isPresent());
        assertTrue(slowText("[。！!]+$").isPresent());
        assertTrue(slowText("\\s*\\R\\s*").isPresent());
        assertTrue(slowText("(a|中)*1").isPresent());
        assertTrue(slowText("<[^<>]{0,200}>").isEmpty());
    }

    private static Optional<String> slowText(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return units(expression).stream()
                .filter(unit -> ENDINGS.stream().anyMatch(ending -> isSlow(pattern, unit, ending)))
                .findFirst();
    }

    private static boolean isSlow(Pattern pattern, String unit, String ending) {
        String text = unit.repeat(LENGTH / unit.length()) + ending;
        try {
            Matcher matcher = pattern.matcher(new CountedText(text));
            while (matcher.find()) {
                // each match is a step of replaceAll, too
            }
            pattern.matcher(new CountedText(text)).matches();
            return false;
        } catch (TooManyReads | StackOverflowError e) {
            return true;
        }
    }

    /** The characters of the expression, alone and as they stand next to each other. */
    private static Set<String> units(String expression) {
        Set<String> units = new TreeSet<>(COMMON);
        Matcher words = Pattern.compile("[^\\\\\\[\\](){}|?*+^$]+").matcher(expression);
        while (words.find()) {
            units.add(words.group());
        }
        expression.chars().mapToObj(Character::toString).forEach(units::add);
        return units;
    }

    /** Every expression in the sources, with the files that use it. */
    private static Map<String, Set<String>> expressions() {
        Map<String, Set<String>> found = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                new Expressions(file, found).scan(unit, null);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects the first argument of every call that takes a regular expression. */
    private static final class Expressions extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final String file;
        private final Map<String, Set<String>> found;

        Expressions(String file, Map<String, Set<String>> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree method
                    && METHODS.contains(method.getIdentifier().toString())
                    && !call.getArguments().isEmpty()) {
                ExpressionTree first = call.getArguments().getFirst();
                String expression = text(first);
                if (!expression.isEmpty()) {
                    found.computeIfAbsent(expression, key -> new TreeSet<>()).add(file);
                } else if (method.toString().equals("Pattern.compile")) {
                    throw new AssertionError(file + ": Pattern.compile without a literal cannot be checked");
                }
            }
            return super.visitMethodInvocation(call, nothing);
        }

        /** The literals of a concatenation; a constant between them, which is a plain word, is left out. */
        private static String text(ExpressionTree tree) {
            return switch (tree) {
                case LiteralTree literal when literal.getValue() instanceof String value -> value;
                case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
                case ParenthesizedTree inner -> text(inner.getExpression());
                default -> "";
            };
        }
    }

    private static List<Path> sources() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(RegularExpressionsTest::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
