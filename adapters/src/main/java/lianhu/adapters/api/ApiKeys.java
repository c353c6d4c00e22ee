package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The API keys. Only hashes are stored; a key is 32 random bytes, so a plain SHA-256 is enough. */
@ApplicationScoped
public class ApiKeys {
    /** How long a revoked key may still work. */
    private static final Duration CACHE_TTL = Duration.ofMinutes(1);

    private static final int MAX_CACHED = 1_000;

    private final Pool pool;
    private final InstantSource clock;
    private final Map<String, CachedKey> cache = new ConcurrentHashMap<>();

    private record CachedKey(ApiKey key, Instant expiresAt) {}

    ApiKeys(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Empty for an unknown key. Only valid keys are cached, so that guesses fill no memory. */
    public Uni<Optional<ApiKey>> find(String secret) {
        byte[] hash = hash(secret);
        String name = HexFormat.of().formatHex(hash);
        Instant now = clock.instant();
        @Nullable CachedKey held = cache.get(name);
        if (held != null && now.isBefore(held.expiresAt())) {
            return Uni.createFrom().item(Optional.of(held.key()));
        }
        return pool.preparedQuery("SELECT id, name, scopes FROM api_key WHERE key_hash = $1")
                .execute(
                        Tuple.of(io.vertx.mutiny.core.buffer.Buffer.buffer(hash).getDelegate()))
                .map(rows -> {
                    Optional<ApiKey> found = Optional.empty();
                    for (Row row : rows) {
                        found = Optional.of(key(row));
                    }
                    cache(name, found, now);
                    return found;
                });
    }

    /** The key of the operator of this instance: created at the first start, in a file that only the operating-system user may read. */
    public Uni<Void> ensureAdmin(Path file) {
        String secret = Files.exists(file) ? read(file) : create(file);
        byte[] hash = hash(secret);
        String id = ApiKey.ADMIN + "-" + HexFormat.of().formatHex(hash, 0, 4);
        return pool.preparedQuery("""
            INSERT INTO api_key (id, key_hash, name, scopes) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key_hash) DO NOTHING\
            """)
                .execute(Tuple.of(
                        id, io.vertx.mutiny.core.buffer.Buffer.buffer(hash).getDelegate(), "管理员", ApiKey.ADMIN))
                .replaceWithVoid();
    }

    /** A new key for a partner, shown once; empty when a key with this id exists or existed. */
    Uni<Optional<String>> issue(String id, String name, String scope, String madeBy) {
        String secret = secret();
        return pool.preparedQuery("""
            INSERT INTO api_key (id, key_hash, name, scopes, created_by) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO NOTHING\
            """)
                .execute(Tuple.of(
                        id,
                        io.vertx.mutiny.core.buffer.Buffer.buffer(hash(secret)).getDelegate(),
                        name,
                        scope,
                        madeBy))
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(secret));
    }

    /** A key as it is listed, without the secret. */
    record IssuedKey(String id, String name, String scope, String madeBy, OffsetDateTime madeAt) {}

    Uni<List<IssuedKey>> all() {
        return pool.preparedQuery(
                        "SELECT id, name, scopes, created_by, created_at FROM api_key ORDER BY created_at, id")
                .execute()
                .map(rows -> {
                    List<IssuedKey> all = new ArrayList<>();
                    rows.forEach(row -> all.add(new IssuedKey(
                            row.getString("id"),
                            row.getString("name"),
                            row.getString("scopes"),
                            row.getString("created_by"),
                            row.getOffsetDateTime("created_at"))));
                    return all;
                });
    }

    /** False when no key has this id. Other instances of the gateway drop the key within {@link #CACHE_TTL}. */
    Uni<Boolean> revoke(String id) {
        cache.values().removeIf(held -> held.key().id().equals(id));
        return pool.preparedQuery("DELETE FROM api_key WHERE id = $1 AND NOT starts_with(id, $2)")
                .execute(Tuple.of(id, ApiKey.ADMIN + "-"))
                .map(rows -> rows.rowCount() > 0);
    }

    private void cache(String name, Optional<ApiKey> found, Instant now) {
        if (cache.size() >= MAX_CACHED) {
            cache.clear();
        }
        found.ifPresentOrElse(
                key -> cache.put(name, new CachedKey(key, now.plus(CACHE_TTL))), () -> cache.remove(name));
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Set.of(row.getString("scopes").strip().split("\\s+")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("接口钥匙的文件读不了：" + file, e);
        }
    }

    /** Writes the whole file or nothing: a half-written key would lock the operator out. */
    private static String create(Path file) {
        String secret = secret();
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, secret + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("接口钥匙的文件写不了：" + file, e);
        }
        return secret;
    }

    private static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return "lh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
