package lianhu.adapters.api;

/** Reads query parameters. An error names the parameter and what to write. */
final class QueryParameters {
    private static final int MAX_DIGITS = 9;

    /** A larger number means {@code most}. */
    static int limit(String text, int least, int most) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > MAX_DIGITS || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ApiException(Problem.malformed("limit 要写一个数，例如 50。"));
        }
        return Math.clamp(Integer.parseInt(number), least, most);
    }

    static boolean flag(String name, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw new ApiException(Problem.malformed(name + " 要写 true 或 false。"));
        };
    }

    private QueryParameters() {}
}
