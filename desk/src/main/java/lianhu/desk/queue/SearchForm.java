package lianhu.desk.queue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.State;
import lianhu.desk.format.Labels;

/**
 * What the desk searches for, as the address keeps it; empty parts match everything.
 *
 * @param state name of a {@link State}, {@code open} for all that are not over, or {@code drill} for drills, which are not found
 *     otherwise but by their number
 * @param from first day, for instance 2026-11-20
 * @param to last day
 * @param owner a part of the owner's name
 * @param sort {@code old} or {@code due}; otherwise the newest first
 */
public record SearchForm(
        String text, String state, String from, String to, String owner, String category, String channel, String sort) {
    static final SearchForm NONE = new SearchForm("", "", "", "", "", "", "", "");

    static final String OPEN = "open";
    static final String DRILL = "drill";

    /** A mobile number, or a number with its area code: a shorter number may be a receipt. */
    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{9,11}");

    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");

    /** @param parameter the value of a parameter of the address; empty when it is missing */
    static SearchForm of(UnaryOperator<String> parameter) {
        return new SearchForm(
                TextSanitizer.singleLine(parameter.apply("q")),
                isState(parameter.apply("state")) ? parameter.apply("state") : "",
                day(parameter.apply("from")).map(LocalDate::toString).orElse(""),
                day(parameter.apply("to")).map(LocalDate::toString).orElse(""),
                TextSanitizer.singleLine(parameter.apply("owner")),
                TextSanitizer.singleLine(parameter.apply("category")),
                channel(parameter.apply("channel")).map(Channel::name).orElse(""),
                parameter.apply("sort").equals("old") || parameter.apply("sort").equals("due")
                        ? parameter.apply("sort")
                        : "");
    }

    static SearchForm ofText(String text) {
        return of(name -> name.equals("q") ? text : "");
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether the text is a telephone number, which has no place in an address and is searched for with a reason. */
    boolean isPhone() {
        return PHONE.matcher(SEPARATORS.matcher(text).replaceAll("")).matches();
    }

    /** Whether it narrows by more than the text. */
    public boolean isNarrowed() {
        return !new SearchForm("", state, from, to, owner, category, channel, sort).isEmpty();
    }

    /** The query string. */
    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", text);
        parameters.put("state", state);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("owner", owner);
        parameters.put("category", category);
        parameters.put("channel", channel);
        parameters.put("sort", sort);
        return parameters.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Looks up the places that have the text in their names; not on an event loop. */
    TicketQueries.Query query(Labels labels, String cursor, int limit) {
        return new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        states(state),
                        Optional.empty(),
                        text,
                        cursor,
                        limit,
                        Optional.empty(),
                        new SearchFilter(
                                day(from).map(SearchForm::start),
                                day(to).map(last -> start(last.plusDays(1))),
                                Optional.of(category).filter(code -> !code.isEmpty()),
                                channel(channel),
                                owner,
                                Optional.empty(),
                                true,
                                labels.placesNamed(text)),
                        switch (sort) {
                            case "old" -> TicketQueries.Order.OLDEST;
                            case "due" -> TicketQueries.Order.MOST_URGENT;
                            default -> TicketQueries.Order.NEWEST;
                        })
                .with(state.equals(DRILL) ? DrillFilter.ONLY_DRILLS : DrillFilter.WITHOUT_DRILLS);
    }

    private static boolean isState(String name) {
        return name.equals(DRILL) || !states(name).isEmpty();
    }

    private static Set<State> states(String name) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(name) || (name.equals(OPEN) && !state.isOver()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Channel> channel(String name) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.name().equals(name))
                .findFirst();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(BusinessCalendar.ZONE).toInstant();
    }
}
