package lianhu.bot.conversation;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.UrgeText;

/**
 * Finds the meaning of a message. Pure. Every message to the gateway is a report or gets an answer; only an exact list
 * is small talk.
 */
@Singleton
public final class IntentParser {
    private static final int SHORT = 40;
    private static final Pattern BINDING =
            Pattern.compile("^(?:绑定|绑群)[:： ]*([0-9A-Za-z]{3}[- ]?[0-9A-Za-z]{3,5})$|^([0-9A-Z]{3}-[0-9A-Z]{3,5})$");
    private static final Pattern VERB = Pattern.compile("^[已我]?(签收|退回|退单|办结)了?[,，:：。 ]*");

    private final TextClassifier textClassifier;
    private final RobotNames robotNames;

    public IntentParser(TextClassifier textClassifier, RobotNames robotNames) {
        this.textClassifier = textClassifier;
        this.robotNames = robotNames;
    }

    public Intent parse(IncomingMessage incomingMessage) {
        String text = TextNormalizer.sanitize(incomingMessage.text());
        String said = incomingMessage.place().isGroup()
                ? new MentionStripper(robotNames.of(incomingMessage.source().account())).strip(text)
                : text;
        String quote = TextNormalizer.sanitize(incomingMessage.quote());
        Optional<ReceiptNo> quoted = ReceiptNumberFinder.find(quote).receipt();
        return said.isEmpty()
                ? parseWithoutText(incomingMessage, quote, quoted)
                : parseText(incomingMessage, said, quote, quoted);
    }

    public boolean isEmergency(IncomingMessage incomingMessage) {
        return textClassifier.classify(incomingMessage.text()).emergency().isPresent();
    }

    /** 发, 对, 好的: yes to what was shown back. */
    public static boolean isConfirmation(String text) {
        return CommandLexicon.isConfirmation(TextNormalizer.stripPoliteness(text));
    }

    /**
     * Whether words read like the result of a matter of this category. A problem, a question, or another category without
     * a word of what was done is another matter.
     */
    public boolean isPlausibleResult(String text, String category) {
        Classification classification = textClassifier.classify(text);
        boolean isOtherCategory = classification
                .best()
                .map(Classification.CategoryMatch::category)
                .filter(best -> !best.code().equals(category))
                .isPresent();
        String plain = TextNormalizer.normalize(text);
        return CommandLexicon.mentionsAction(plain)
                || !isOtherCategory && !CommandLexicon.mentionsProblem(plain) && !CommandLexicon.asks(plain);
    }

    /** 催, 咋还没修: asks for speed, and not only for the state. */
    public static boolean isUrge(String text) {
        return UrgeText.matches(TextNormalizer.normalize(text));
    }

    private static Intent parseWithoutText(IncomingMessage incomingMessage, String quote, Optional<ReceiptNo> quoted) {
        String location = TextNormalizer.sanitize(incomingMessage.location());
        if (!incomingMessage.media().isEmpty() || !location.isEmpty()) {
            return new Intent.Addition(location, quoted);
        }
        if (quote.isEmpty()) {
            return new Intent.SmallTalk(false);
        }
        return quoted.isPresent()
                ? new Intent.ProgressQuery(quoted, "", Optional.empty())
                : new Intent.NewReport(quote, Optional.empty());
    }

    private Intent parseText(IncomingMessage incomingMessage, String said, String quote, Optional<ReceiptNo> quoted) {
        Classification classification = textClassifier.classify(said);
        String whole =
                fullText(said, TextNormalizer.sanitize(incomingMessage.location()), quoted.isPresent() ? "" : quote);
        if (classification.emergency().isPresent()) {
            return newReport(whole, said, classification);
        }
        ReceiptNumberFinder numbers = ReceiptNumberFinder.find(said);
        Optional<ReceiptNo> about = numbers.receipt().or(() -> quoted);
        String bare = TextNormalizer.stripPoliteness(numbers.rest());
        return command(said, numbers, about, bare)
                .or(() -> question(numbers, about, bare))
                .or(() -> smallTalk(incomingMessage, quote, bare, about))
                .or(() -> phraseWithin(numbers, about, whole, classification))
                .or(() -> addition(numbers.rest(), about, whole, classification))
                .orElseGet(() -> newReport(whole, said, classification));
    }

    private static Intent newReport(String whole, String classified, Classification classification) {
        return new Intent.NewReport(whole, whole.equals(classified) ? Optional.of(classification) : Optional.empty());
    }

    private static Optional<Intent> command(
            String said, ReceiptNumberFinder numbers, Optional<ReceiptNo> about, String bare) {
        Matcher binding = BINDING.matcher(TextNormalizer.normalize(said));
        if (binding.matches()) {
            String code = binding.group(1) == null ? binding.group(2) : binding.group(1);
            return Optional.of(new Intent.Command(
                    CommandType.BIND, Optional.empty(), code.toUpperCase(Locale.ROOT), Optional.empty()));
        }
        Optional<CommandType> exact = CommandLexicon.findCommand(bare);
        Matcher verb = VERB.matcher(numbers.rest());
        boolean isVerb = verb.find()
                && (numbers.receipt().isPresent() || !numbers.invalid().isEmpty());
        if (exact.isEmpty() && !isVerb) {
            return Optional.empty();
        }
        if (!numbers.invalid().isEmpty()) {
            return Optional.of(new Intent.ProgressQuery(Optional.empty(), numbers.invalid(), Optional.empty()));
        }
        return Optional.of(
                isVerb
                        ? new Intent.Command(
                                staffCommand(verb.group(1)),
                                about,
                                numbers.rest().substring(verb.end()).strip(),
                                Optional.empty())
                        : new Intent.Command(
                                exact.orElseThrow(),
                                about,
                                isBareCommand(exact.orElseThrow()) ? "" : bare,
                                Optional.empty()));
    }

    private static Optional<Intent> question(ReceiptNumberFinder numbers, Optional<ReceiptNo> about, String bare) {
        boolean isNumberAlone = bare.isEmpty()
                && (numbers.receipt().isPresent() || !numbers.invalid().isEmpty());
        return isNumberAlone || CommandLexicon.isQuestion(bare)
                ? Optional.of(new Intent.ProgressQuery(about, numbers.invalid(), Optional.empty()))
                : Optional.empty();
    }

    /** Punctuation alone ("？", "[强]") counts as an empty mention. A greeting next to a picture is not the report. */
    private static Optional<Intent> smallTalk(
            IncomingMessage incomingMessage, String quote, String bare, Optional<ReceiptNo> about) {
        boolean isThanks = CommandLexicon.isThanks(bare);
        if (!isThanks && !CommandLexicon.isGreeting(bare) && !bare.isEmpty()) {
            return Optional.empty();
        }
        if (!incomingMessage.media().isEmpty()) {
            return Optional.of(new Intent.Addition("", about));
        }
        return Optional.of(
                quote.isEmpty() || isThanks
                        ? new Intent.SmallTalk(isThanks)
                        : parseWithoutText(incomingMessage, quote, about));
    }

    private static Optional<Intent> phraseWithin(
            ReceiptNumberFinder numbers, Optional<ReceiptNo> about, String whole, Classification classification) {
        String plain = numbers.rest();
        if (classification.confidentiality() == Confidentiality.SEALED && about.isEmpty()) {
            return CommandLexicon.findCommandWithin(plain)
                    .filter(CommandType.INTERFERENCE::equals)
                    .map(commandType -> new Intent.Command(commandType, about, whole, Optional.of(whole)));
        }
        if (CommandLexicon.containsQuestion(plain)) {
            boolean isShort = TextNormalizer.length(plain) <= SHORT;
            return Optional.of(new Intent.ProgressQuery(about, isShort ? numbers.invalid() : "", Optional.of(whole)));
        }
        return CommandLexicon.findCommandWithin(plain)
                .map(commandType -> new Intent.Command(commandType, about, whole, Optional.of(whole)));
    }

    private static Optional<Intent> addition(
            String plain, Optional<ReceiptNo> about, String whole, Classification classification) {
        boolean isDiscreet = classification.confidentiality() != Confidentiality.OPEN
                || classification.statutory().isPresent();
        if (isDiscreet || TextNormalizer.length(plain) > SHORT) {
            return Optional.empty();
        }
        boolean isOwnMatter = classification.best().isPresent() || CommandLexicon.mentionsProblem(plain);
        boolean isAddition = CommandLexicon.isAddition(plain)
                || !isOwnMatter && (about.isPresent() || CommandLexicon.isDetail(plain));
        return isAddition ? Optional.of(new Intent.Addition(whole, about)) : Optional.empty();
    }

    /** Commands whose own word is neither a reason nor a result. */
    private static boolean isBareCommand(CommandType commandType) {
        return switch (commandType) {
            case HELP, BIND, ACCEPT, RETURN, RESULT, TASKS -> true;
            case WITHDRAW, NOT_FIXED, FIXED, PARTLY_FIXED, RATE, SAFE, INTERFERENCE, ARRIVED -> false;
        };
    }

    private static CommandType staffCommand(String word) {
        return switch (word) {
            case "签收" -> CommandType.ACCEPT;
            case "办结" -> CommandType.RESULT;
            default -> CommandType.RETURN;
        };
    }

    private static String fullText(String said, String location, String quote) {
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
