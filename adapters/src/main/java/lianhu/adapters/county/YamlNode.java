package lianhu.adapters.county;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A value in a YAML file with its line. Plain objects would not keep the line numbers. */
final class YamlNode {
    private final String file;
    private final Node node;
    private final ConfigErrors configErrors;

    private YamlNode(String file, Node node, ConfigErrors configErrors) {
        this.file = file;
        this.node = node;
        this.configErrors = configErrors;
    }

    static Optional<YamlNode> read(String file, String text, ConfigErrors configErrors) {
        LoaderOptions options = new LoaderOptions();
        try {
            Node node = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (node == null) {
                configErrors.add(file, 1, "文件是空的");
                return Optional.empty();
            }
            return Optional.of(new YamlNode(file, node, configErrors));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            configErrors.add(file, line, "YAML 写法不对：" + e.getProblem());
            return Optional.empty();
        }
    }

    /** Reads a mapping that may hold only these keys, each once. */
    YamlMap map(String... keys) {
        if (!(node instanceof MappingNode mapping)) {
            error("这里应是“键: 值”");
            return new YamlMap(this);
        }
        YamlMap map = new YamlMap(this);
        List<String> known = List.of(keys);
        for (var tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode(), configErrors);
            String name = key.text();
            if (!known.contains(name)) {
                key.error("不认识的键“" + name + "”：应是 " + String.join("、", keys));
            } else if (!map.put(name, new YamlNode(file, tuple.getValueNode(), configErrors))) {
                key.error("键“" + name + "”写了两次");
            }
        }
        return map;
    }

    List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            error("这里应是一串，例如 [甲, 乙]");
            return List.of();
        }
        return sequence.getValue().stream()
                .map(item -> new YamlNode(file, item, configErrors))
                .toList();
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        error("这里应是一个词或一句话");
        return "";
    }

    <T> Optional<T> as(Function<String, T> read) {
        try {
            return Optional.of(read.apply(text()));
        } catch (IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void error(String sentence) {
        configErrors.add(file, line(), sentence);
    }

    void warn(String sentence) {
        configErrors.warn(file, line(), sentence);
    }

    private int line() {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
