package lianhu.bot.wecom.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of WeCom's XML with its text and the elements inside it. Read by hand: WeCom uses a handful of forms,
 * a general parser costs ten times as much and brings document types and entities that nobody must send us.
 */
public record XmlElement(String name, String text, List<XmlElement> children) {

    /** Empty for anything but one well-formed element; document types, comments and unknown entities are refused. */
    public static Optional<XmlElement> parse(String xml, int mostTags) {
        try {
            return Optional.of(new Parser(xml, mostTags).document());
        } catch (MalformedXmlException e) {
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
        return "Tag[" + name + "]";
    }

    private static final class MalformedXmlException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MalformedXmlException() {
            super(null, null, false, false);
        }
    }

    private static final class Parser {

        /** WeCom's deepest, the choices of a card, has five. */
        private static final int MAX_DEPTH = 16;

        private static final String CDATA = "<![CDATA[";
        private static final int LONGEST_REFERENCE = 10;

        private final String xml;
        private int tagsLeft;
        private int at;

        Parser(String xml, int mostTags) {
            this.xml = xml;
            this.tagsLeft = mostTags;
        }

        XmlElement document() {
            skipSpace();
            if (xml.startsWith("<?xml ", at)) {
                at = end("?>");
                skipSpace();
            }
            XmlElement root = element(1);
            skipSpace();
            expect(at == xml.length());
            return root;
        }

        private XmlElement element(int depth) {
            expect(depth <= MAX_DEPTH && tagsLeft-- > 0);
            take('<');
            String name = name();
            if (attributesEndEmpty()) {
                return new XmlElement(name, "", List.of());
            }
            StringBuilder text = new StringBuilder();
            List<XmlElement> inside = new ArrayList<>(0);
            while (!xml.startsWith("</", at)) {
                expect(at < xml.length());
                if (xml.startsWith(CDATA, at)) {
                    int from = at + CDATA.length();
                    at = end("]]>");
                    text.append(xml, from, at - "]]>".length());
                } else if (xml.charAt(at) == '<') {
                    inside.add(element(depth + 1));
                } else if (xml.charAt(at) == '&') {
                    text.appendCodePoint(reference());
                } else {
                    int from = at;
                    while (at < xml.length() && xml.charAt(at) != '<' && xml.charAt(at) != '&') {
                        at++;
                    }
                    text.append(xml, from, at);
                }
            }
            at += 2;
            expect(name().equals(name));
            skipSpace();
            take('>');
            return new XmlElement(name, text.toString(), inside);
        }

        /** WeCom sends no attributes; should it begin to, they are passed over. */
        private boolean attributesEndEmpty() {
            while (true) {
                int before = at;
                skipSpace();
                if (isNext('>')) {
                    at++;
                    return false;
                }
                if (isNext('/')) {
                    at++;
                    take('>');
                    return true;
                }
                expect(at > before);
                name();
                skipSpace();
                take('=');
                skipSpace();
                expect(isNext('"') || isNext('\''));
                char quote = xml.charAt(at++);
                int close = xml.indexOf(quote, at);
                expect(close >= 0 && xml.substring(at, close).indexOf('<') < 0);
                at = close + 1;
            }
        }

        private String name() {
            int from = at;
            while (at < xml.length() && isNameCharacter(xml.charAt(at), at == from)) {
                at++;
            }
            expect(at > from);
            return xml.substring(from, at);
        }

        private static boolean isNameCharacter(char c, boolean first) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
        }

        private int reference() {
            int close = xml.indexOf(';', at);
            expect(close > 0 && close - at <= LONGEST_REFERENCE);
            String named = xml.substring(at + 1, close);
            at = close + 1;
            return switch (named) {
                case "amp" -> '&';
                case "lt" -> '<';
                case "gt" -> '>';
                case "quot" -> '"';
                case "apos" -> '\'';
                default -> character(named);
            };
        }

        private static int character(String named) {
            boolean hex = named.startsWith("#x");
            expect(hex || named.startsWith("#"));
            String digits = named.substring(hex ? 2 : 1);
            expect(!digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, hex ? 16 : 10) >= 0));
            int codePoint = Integer.parseInt(digits, hex ? 16 : 10);
            expect(codePoint > 0
                    && Character.isValidCodePoint(codePoint)
                    && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE));
            return codePoint;
        }

        private int end(String mark) {
            int found = xml.indexOf(mark, at);
            expect(found >= 0);
            return found + mark.length();
        }

        private void skipSpace() {
            while (at < xml.length() && " \t\r\n".indexOf(xml.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean isNext(char c) {
            return at < xml.length() && xml.charAt(at) == c;
        }

        private void take(char c) {
            expect(isNext(c));
            at++;
        }

        private static void expect(boolean wellFormed) {
            if (!wellFormed) {
                throw new MalformedXmlException();
            }
        }
    }
}
