package lianhu.bot.wecom.callback;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/** One element of WeCom's XML with its text and the elements inside it. */
public record XmlElement(String name, String text, List<XmlElement> children) {

    /** Empty unless the text is one well-formed document without document type, comment, instruction or unknown entity. */
    public static Optional<XmlElement> parse(String xml, int maxElements) {
        try {
            return Optional.of(new Parser(xml, maxElements).document());
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    Optional<XmlElement> firstNamed(String name) {
        return children.stream()
                .filter(xmlElement -> xmlElement.name.equals(name))
                .findFirst();
    }

    List<XmlElement> childrenNamed(String name) {
        return children.stream()
                .filter(xmlElement -> xmlElement.name.equals(name))
                .toList();
    }

    /** The text of an element directly inside, or null when it is not there. */
    @Nullable
    public String textOf(String name) {
        for (XmlElement xmlElement : children) {
            if (xmlElement.name.equals(name)) {
                return xmlElement.text;
            }
        }
        return null;
    }

    /** Without the text: it may hold residents' words. */
    @Override
    public String toString() {
        return "XmlElement[" + name + "]";
    }

    /** Reads one document with Woodstox, which is five times as fast as the StAX reader of the JDK. */
    private static final class Parser {

        /** The deepest message of WeCom, the choices of a card, has five levels. */
        private static final int MAX_DEPTH = 16;

        private static final XMLInputFactory STAX = factory();

        private final XMLStreamReader reader;
        private int elementsLeft;

        Parser(String xml, int maxElements) throws XMLStreamException {
            reader = STAX.createXMLStreamReader(new StringReader(replaceForbidden(xml.strip())));
            elementsLeft = maxElements;
        }

        private static XMLInputFactory factory() {
            XMLInputFactory factory = new WstxInputFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
            // A lazy reader finds a broken text only when the text is fetched, and throws an unchecked exception then.
            factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
            return factory;
        }

        XmlElement document() throws XMLStreamException {
            expect(reader.next() == XMLStreamConstants.START_ELEMENT);
            XmlElement root = element(1);
            expect(reader.next() == XMLStreamConstants.END_DOCUMENT);
            return root;
        }

        private XmlElement element(int depth) throws XMLStreamException {
            expect(depth <= MAX_DEPTH && elementsLeft-- > 0);
            String name = reader.getLocalName();
            StringBuilder text = new StringBuilder();
            List<XmlElement> children = new ArrayList<>(0);
            for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(reader.getText());
                    default -> throw new XMLStreamException("event " + event);
                }
            }
            return new XmlElement(name, text.toString(), children);
        }

        /** A resident may type characters that XML forbids; the message must not be lost for them. */
        private static String replaceForbidden(String xml) {
            return xml.codePoints().noneMatch(Parser::isForbidden)
                    ? xml
                    : xml.codePoints()
                            .map(c -> isForbidden(c) ? 0xFFFD : c)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }

        private static boolean isForbidden(int codePoint) {
            return (codePoint < ' ' && codePoint != '\t' && codePoint != '\n' && codePoint != '\r')
                    || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                    || codePoint == 0xFFFE
                    || codePoint == 0xFFFF;
        }

        private static void expect(boolean isWellFormed) throws XMLStreamException {
            if (!isWellFormed) {
                throw new XMLStreamException();
            }
        }
    }
}
