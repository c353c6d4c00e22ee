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

/** A value in a YAML file with its line. It is walked as nodes, since objects no longer know where they stood. */
final class YamlPart {
    private final String file;
    private final Node node;
    private final Faults faults;

    private YamlPart(String file, Node node, Faults faults) {
        this.file = file;
        this.node = node;
        this.faults = faults;
    }

    static Optional<YamlPart> read(String file, String text, Faults faults) {
        LoaderOptions options = new LoaderOptions();
        try {
            Node node = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (node == null) {
                faults.add(file, 1, "文件是空的");
                return Optional.empty();
            }
            return Optional.of(new YamlPart(file, node, faults));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(file, line, "YAML 写法不对：" + e.getProblem());
            return Optional.empty();
        }
    }

    /** Only these keys, each once. */
    YamlMap map(String... keys) {
        if (!(node instanceof MappingNode mapping)) {
            fault("这里应是“键: 值”");
            return new YamlMap(this);
        }
        YamlMap map = new YamlMap(this);
        List<String> known = List.of(keys);
        for (var tuple : mapping.getValue()) {
            YamlPart key = new YamlPart(file, tuple.getKeyNode(), faults);
            String name = key.text();
            if (!known.contains(name)) {
                key.fault("不认识的键“" + name + "”：应是 " + String.join("、", keys));
            } else if (!map.put(name, new YamlPart(file, tuple.getValueNode(), faults))) {
                key.fault("键“" + name + "”写了两次");
            }
        }
        return map;
    }

    List<YamlPart> list() {
        if (!(node instanceof SequenceNode sequence)) {
            fault("这里应是一串，例如 [甲, 乙]");
            return List.of();
        }
        return sequence.getValue().stream()
                .map(item -> new YamlPart(file, item, faults))
                .toList();
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        fault("这里应是一个词或一句话");
        return "";
    }

    <T> Optional<T> as(Function<String, T> read) {
        try {
            return Optional.of(read.apply(text()));
        } catch (IllegalArgumentException e) {
            fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void fault(String sentence) {
        faults.add(file, line(), sentence);
    }

    void warn(String sentence) {
        faults.warn(file, line(), sentence);
    }

    private int line() {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
