package lianhu.embedded;

/** The roles of the embedded PostgreSQL. The superuser that made the cluster is used for nothing else than to create them. */
public enum DatabaseRole {
    /** Owns the database and its tables: migrations, restore, key rotation. */
    OWNER("lianhu_owner"),
    /** Reads and writes rows, but creates, changes and drops nothing. */
    APP("lianhu_app"),
    /** Reads. */
    BACKUP("lianhu_backup");

    private final String user;

    DatabaseRole(String user) {
        this.user = user;
    }

    public String user() {
        return user;
    }
}
