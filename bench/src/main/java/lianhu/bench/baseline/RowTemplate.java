package lianhu.bench.baseline;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** All rows of the gateway for one report, to be copied under other numbers. */
record RowTemplate(List<TableRows> parts) {
    /** Digits of a ticket number after date and county. */
    private static final int SEQUENCE = 9;

    /** Coprime to 10^8, so that it permutes all receipts: like the gateway's, they are not in order. */
    private static final long SCATTER = 61_803_399;

    private static final long RECEIPTS = 100_000_000;

    /**
     * One statement, hence one transaction, for all of these; where one of the reports is there already, nothing but new
     * reports is written. All filings have the same tables in the same order.
     */
    static String statement(List<RowTemplate> filings) {
        StringBuilder sql = new StringBuilder();
        int parameter = 0;
        for (int part = 0; part < filings.getFirst().parts.size(); part++) {
            TableColumns tableColumns = filings.getFirst().parts.get(part).table();
            StringBuilder values = new StringBuilder();
            int rows = rows(filings, part);
            for (int row = 0; row < rows; row++) {
                values.append(row == 0 ? "(" : ", (");
                for (int i = 0; i < tableColumns.columns().size(); i++) {
                    parameter++;
                    values.append(i == 0 ? "" : ", ")
                            .append("$")
                            .append(parameter)
                            .append(parameterCast(tableColumns.columns().get(i)));
                }
                values.append(")");
            }
            if (rows > 0) {
                append(sql, tableColumns, values, filings.size());
            }
        }
        return sql.append(" SELECT count(*) FROM won").toString();
    }

    private static int rows(List<RowTemplate> filings, int part) {
        return filings.stream()
                .mapToInt(filing -> filing.parts.get(part).rows().size())
                .sum();
    }

    private static void append(StringBuilder sql, TableColumns tableColumns, CharSequence values, int filings) {
        boolean isReport = tableColumns.name().equals("report");
        sql.append(sql.isEmpty() ? "WITH " : ", ")
                .append(isReport ? "won" : "w_" + tableColumns.name())
                .append(" AS (INSERT INTO " + tableColumns.name() + " (" + tableColumns.columnNames() + ") ")
                .append(
                        isReport
                                ? "VALUES " + values
                                : "SELECT v.* FROM (VALUES " + values + ") AS v WHERE (SELECT count(*) FROM won) = "
                                        + filings)
                .append(
                        switch (tableColumns.name()) {
                            case "report" -> " ON CONFLICT (source_account, source_id) DO NOTHING RETURNING ticket_no)";
                            default -> ")";
                        });
    }

    /** The values for {@link #statement}; the filings take this number and the following ones. */
    static Tuple renumbered(List<RowTemplate> filings, long first) {
        Tuple tuple = Tuple.tuple();
        for (int part = 0; part < filings.getFirst().parts.size(); part++) {
            for (int n = 0; n < filings.size(); n++) {
                filings.get(n).parts.get(part).addTo(tuple, first + n);
            }
        }
        return tuple;
    }

    static Object renumbered(TableColumns tableColumns, int column, Object value, long n) {
        return switch (tableColumns.name() + "."
                + tableColumns.columns().get(column).name()) {
            case "ticket.no",
                    "report.ticket_no",
                    "ticket_event.ticket_no",
                    "delivery.ticket_no",
                    "ticket_timer.ticket_no",
                    "ticket_collaborator.ticket_no" -> ticket(value.toString(), n);
            case "report.receipt_no", "report_text.receipt_no", "report_person.receipt_no", "delivery.receipt_no" ->
                "%08d".formatted(n * SCATTER % RECEIPTS);
            case "report.source_id" -> value + "-" + n;
            case "report.reporter", "report.relayer" -> key(((Buffer) value).length(), n);
            default -> value;
        };
    }

    private static String ticket(String no, long n) {
        return no.substring(0, no.length() - SEQUENCE) + "%09d".formatted(n);
    }

    private static Buffer key(int length, long n) {
        byte[] bytes = new byte[length];
        new SplittableRandom(n).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    /** JSON is passed as text, so that the client does not serialise it again for each message. */
    private static String parameterCast(TableColumns.Column column) {
        return column.type().equals("jsonb") ? "::text::jsonb" : "::" + column.type();
    }

    /** Describes how many rows go to which tables. */
    String shape() {
        return parts.stream()
                .filter(tableRows -> !tableRows.rows().isEmpty())
                .map(tableRows ->
                        tableRows.rows().size() + " " + tableRows.table().name())
                .collect(Collectors.joining(", "));
    }
}
