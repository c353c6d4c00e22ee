import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * How many tests the reports of surefire and failsafe name.
 *
 * @param failed with those that ended by an exception
 */
record TestCount(int tests, int failed, int skipped) {
    static TestCount of(List<Path> reports) throws IOException, XMLStreamException {
        TestCount sum = new TestCount(0, 0, 0);
        for (Path report : reports) {
            try (var in = Files.newInputStream(report)) {
                XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
                xml.nextTag(); // <testsuite>
                sum = new TestCount(
                        sum.tests + number(xml, "tests"),
                        sum.failed + number(xml, "failures") + number(xml, "errors"),
                        sum.skipped + number(xml, "skipped"));
            }
        }
        return sum;
    }

    private static int number(XMLStreamReader suite, String name) {
        return Integer.parseInt(suite.getAttributeValue(null, name));
    }

    int passed() {
        return tests - failed - skipped;
    }
}
