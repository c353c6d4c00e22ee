package lianhu.adapters.roster;

/** The database belongs to another county, so the gateway must not start. */
public final class CountyMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CountyMismatchException(String held, String wanted) {
        super(
                "数据库里是“" + held + "”的数据，设置 lianhu.county 是“" + wanted + "”：请换一个数据库，或者把 lianhu.county 改回来",
                null,
                false,
                false);
    }
}
