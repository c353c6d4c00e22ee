package lianhu.bot.talk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.catalogue.Discretion;
import lianhu.core.reading.Finding;
import lianhu.core.reading.Reading;
import lianhu.core.report.ReceiptNo;

/** What did they mean? Pure. Every word addressed to us is a report or gets an answer; only an exact list is chatter. */
public final class Talk {
    private static final int SHORT = 40;
    private static final Pattern BINDING =
            Pattern.compile("^(?:绑定|绑群)[:： ]*([0-9A-Za-z]{3}[- ]?[0-9A-Za-z]{3,5})$|^([0-9A-Z]{3}-[0-9A-Z]{3,5})$");
    private static final Pattern VERB = Pattern.compile("^[已我]?(签收|退回|退单|办结)了?[,，:：。 ]*");

    private final Reading reading;
    private final Function<String, List<String>> robotNames;

    /** @param robotNames as they stand behind an @, by account */
    public Talk(Reading reading, Function<String, List<String>> robotNames) {
        this.reading = reading;
        this.robotNames = robotNames;
    }

    public Heard hear(Utterance utterance) {
        String text = Words.clean(utterance.text());
        String said = utterance.place().isGroup()
                ? new Mentions(robotNames.apply(utterance.source().account())).strip(text)
                : text;
        String quote = Words.clean(utterance.quote());
        Optional<ReceiptNo> quoted = Numbers.in(quote).receipt();
        return said.isEmpty() ? wordless(utterance, quote, quoted) : spoken(utterance, said, quote, quoted);
    }

    boolean isEmergency(Utterance utterance) {
        return reading.of(utterance.text()).emergency().isPresent();
    }

    private static Heard wordless(Utterance utterance, String quote, Optional<ReceiptNo> quoted) {
        String location = Words.clean(utterance.location());
        if (!utterance.pictures().isEmpty() || !location.isEmpty()) {
            return new Heard.Added(location, quoted);
        }
        if (quote.isEmpty()) {
            return new Heard.Chatter(false);
        }
        return quoted.isPresent() ? new Heard.Asked(quoted, "", Optional.empty()) : new Heard.Told(quote, Optional.empty());
    }

    private Heard spoken(Utterance utterance, String said, String quote, Optional<ReceiptNo> quoted) {
        Finding finding = reading.of(said);
        String whole = whole(said, Words.clean(utterance.location()), quoted.isPresent() ? "" : quote);
        if (finding.emergency().isPresent()) {
            return told(whole, said, finding);
        }
        Numbers numbers = Numbers.in(said);
        Optional<ReceiptNo> about = numbers.receipt().or(() -> quoted);
        String bare = Words.bare(numbers.rest());
        return command(said, numbers, about, bare)
                .or(() -> question(numbers, about, bare))
                .or(() -> chatter(utterance, quote, bare, about))
                .or(() -> within(numbers, about, whole, finding))
                .or(() -> addition(numbers, about, whole, finding))
                .orElseGet(() -> told(whole, said, finding));
    }

    private static Heard told(String whole, String classified, Finding finding) {
        return new Heard.Told(whole, whole.equals(classified) ? Optional.of(finding) : Optional.empty());
    }

    private static Optional<Heard> command(String said, Numbers numbers, Optional<ReceiptNo> about, String bare) {
        Matcher binding = BINDING.matcher(Words.plain(said));
        if (binding.matches()) {
            String code = binding.group(1) == null ? binding.group(2) : binding.group(1);
            return Optional.of(new Heard.Commanded(
                    Command.BIND, Optional.empty(), code.toUpperCase(Locale.ROOT), Optional.empty()));
        }
        Optional<Command> exact = Vocabulary.command(bare);
        Matcher verb = VERB.matcher(numbers.rest());
        boolean isVerb = verb.find()
                && (numbers.receipt().isPresent() || !numbers.wrong().isEmpty());
        if (exact.isEmpty() && !isVerb) {
            return Optional.empty();
        }
        if (!numbers.wrong().isEmpty()) {
            return Optional.of(new Heard.Asked(Optional.empty(), numbers.wrong(), Optional.empty()));
        }
        return Optional.of(
                isVerb
                        ? new Heard.Commanded(
                                verb(verb.group(1)),
                                about,
                                numbers.rest().substring(verb.end()).strip(),
                                Optional.empty())
                        : new Heard.Commanded(
                                exact.orElseThrow(),
                                about,
                                isOrder(exact.orElseThrow()) ? "" : bare,
                                Optional.empty()));
    }

    private static Optional<Heard> question(Numbers numbers, Optional<ReceiptNo> about, String bare) {
        boolean isNumberAlone = bare.isEmpty()
                && (numbers.receipt().isPresent() || !numbers.wrong().isEmpty());
        return isNumberAlone || Vocabulary.isQuestion(bare)
                ? Optional.of(new Heard.Asked(about, numbers.wrong(), Optional.empty()))
                : Optional.empty();
    }

    /** Signs alone ("？", "[强]") are as good as an empty mention. A greeting beside a picture is not the matter. */
    private static Optional<Heard> chatter(Utterance utterance, String quote, String bare, Optional<ReceiptNo> about) {
        boolean isThanks = Vocabulary.isThanks(bare);
        if (!isThanks && !Vocabulary.isGreeting(bare) && !bare.isEmpty()) {
            return Optional.empty();
        }
        if (!utterance.pictures().isEmpty()) {
            return Optional.of(new Heard.Added("", about));
        }
        return Optional.of(
                quote.isEmpty() || isThanks ? new Heard.Chatter(isThanks) : wordless(utterance, quote, about));
    }

    private static Optional<Heard> within(Numbers numbers, Optional<ReceiptNo> about, String whole, Finding finding) {
        String plain = Words.plain(numbers.rest());
        if (finding.discretion() == Discretion.SEALED && about.isEmpty()) {
            return Vocabulary.commandWithin(plain)
                    .filter(Command.BOTHERED::equals)
                    .map(command -> new Heard.Commanded(command, about, whole, Optional.of(whole)));
        }
        if (Vocabulary.holdsQuestion(plain)) {
            boolean isShort = Words.length(plain) <= SHORT;
            return Optional.of(new Heard.Asked(about, isShort ? numbers.wrong() : "", Optional.of(whole)));
        }
        return Vocabulary.commandWithin(plain)
                .map(command -> new Heard.Commanded(command, about, whole, Optional.of(whole)));
    }

    private static Optional<Heard> addition(Numbers numbers, Optional<ReceiptNo> about, String whole, Finding finding) {
        String plain = Words.plain(numbers.rest());
        boolean isDiscreet =
                finding.discretion() != Discretion.OPEN || finding.statutory().isPresent();
        if (isDiscreet || Words.length(plain) > SHORT) {
            return Optional.empty();
        }
        boolean isOwnMatter = finding.best().isPresent() || Vocabulary.namesTrouble(plain);
        boolean isAddition =
                Vocabulary.isAddition(plain) || !isOwnMatter && (about.isPresent() || Vocabulary.isDetail(plain));
        return isAddition ? Optional.of(new Heard.Added(whole, about)) : Optional.empty();
    }

    /** Then the word itself is neither a reason nor a result. */
    private static boolean isOrder(Command command) {
        return switch (command) {
            case HELP, BIND, ACCEPT, RETURN, RESULT -> true;
            case WITHDRAW, NOT_FIXED, FIXED, HALF, SAFE, BOTHERED, ARRIVED -> false;
        };
    }

    private static Command verb(String word) {
        return switch (word) {
            case "签收" -> Command.ACCEPT;
            case "办结" -> Command.RESULT;
            default -> Command.RETURN;
        };
    }

    private static String whole(String said, String location, String quote) {
        StringBuilder whole = new StringBuilder(said);
        if (!location.isEmpty()) {
            whole.append('\n').append(location);
        }
        if (!quote.isEmpty()) {
            whole.append("\n引用：").append(quote);
        }
        return whole.toString();
    }
}
