package lianhu.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.BackupArchive;

/**
 * Adds one layer to a base image for each architecture, without a container engine. Reads and writes the OCI image
 * layout (image-spec 1.1). The same files give the same bytes.
 *
 * <p>jib does not fit: jib-core 0.28.1 reads a local base only as the output of docker save (it opens
 * {@code manifest.json}, which an OCI archive does not have, and rejects a folder), and builds from it an image for one
 * architecture only. Several architectures need a registry.
 */
public final class OciImageBuilder {
    private static final List<String> MACHINES = List.of("amd64", "arm64");
    private static final String SPEC = "application/vnd.oci.image.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path base;
    private final Path out;

    private OciImageBuilder(Path base, Path out) {
        this.base = base;
        this.out = out;
    }

    /** @return the architectures of the image, sorted */
    public static List<String> write(Path base, Path layer, Path out, String name) throws IOException {
        return new OciImageBuilder(base, out).write(layer, name);
    }

    private List<String> write(Path layer, String name) throws IOException {
        Map<String, JsonNode> manifests = new TreeMap<>();
        collect(read(base.resolve("index.json")), manifests);
        if (manifests.isEmpty()) {
            throw new StartupException(
                    "基础镜像 " + base + " 里没有 linux/amd64 或 linux/arm64 的镜像。请换一个。  The base holds no image for these.");
        }
        Files.createDirectories(out.resolve("blobs").resolve("sha256"));
        Files.writeString(out.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        String diff = "sha256:" + checksumOfUnpacked(layer);
        ObjectNode added = storeBlob(layer);
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", SPEC + "index.v1+json");
        ArrayNode listed = index.putArray("manifests");
        for (Map.Entry<String, JsonNode> machine : manifests.entrySet()) {
            ObjectNode manifest = manifest(machine.getValue(), added, diff);
            ObjectNode entry = storeBlob(manifest, SPEC + "manifest.v1+json");
            entry.putObject("platform").put("architecture", machine.getKey()).put("os", "linux");
            entry.putObject("annotations").put("org.opencontainers.image.ref.name", name);
            listed.add(entry);
        }
        Files.write(out.resolve("index.json"), JSON.writeValueAsBytes(index));
        return List.copyOf(manifests.keySet());
    }

    /** An index may contain another index; manifests without an architecture (signatures, SBOMs) are left out. */
    private void collect(JsonNode index, Map<String, JsonNode> manifests) throws IOException {
        for (JsonNode entry : index.path("manifests")) {
            JsonNode inner = read(blob(entry));
            if (inner.has("manifests")) {
                collect(inner, manifests);
            } else if (inner.has("config") && inner.has("layers")) {
                JsonNode config = read(blob(inner.path("config")));
                String machine = config.path("architecture").asText();
                if (config.path("os").asText().equals("linux") && MACHINES.contains(machine)) {
                    manifests.putIfAbsent(machine, inner);
                }
            }
        }
    }

    private ObjectNode manifest(JsonNode old, ObjectNode layer, String diff) throws IOException {
        ObjectNode manifest =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", SPEC + "manifest.v1+json");
        manifest.set("config", storeBlob(config(read(blob(old.path("config"))), diff), SPEC + "config.v1+json"));
        ArrayNode layers = manifest.putArray("layers");
        for (JsonNode lower : old.path("layers")) {
            Path blob = blob(lower);
            Path copy = blobs(lower.path("digest").asText());
            if (!Files.exists(copy)) {
                Files.copy(blob, copy);
            }
            layers.addObject()
                    .put("mediaType", ociMediaType(lower.path("mediaType").asText()))
                    .put("digest", lower.path("digest").asText())
                    .put("size", Files.size(blob));
        }
        layers.add(layer.deepCopy());
        return manifest;
    }

    private static ObjectNode config(JsonNode old, String diff) {
        ObjectNode config = old.deepCopy();
        ObjectNode how = config.withObject("/config");
        how.put("User", "10001:10001").put("WorkingDir", "/data");
        how.putArray("Entrypoint")
                .add("/opt/lianhu/lianhu")
                .add("run")
                .add("--no-simulator")
                .add("--data")
                .add("/data");
        how.remove("Cmd");
        ObjectNode ports = how.putObject("ExposedPorts");
        ports.putObject("8080/tcp");
        ports.putObject("9000/tcp");
        how.putObject("Volumes").putObject("/data");
        ArrayNode environment = how.withArray("/Env");
        environment
                .add("QUARKUS_HTTP_HOST=0.0.0.0")
                // The platform's probes come from outside the container; the port is not published further.
                .add("QUARKUS_MANAGEMENT_HOST=0.0.0.0")
                .add("XDG_CACHE_HOME=/data/cache")
                .add("HOME=/data")
                .add("LC_ALL=C.UTF-8");
        config.withObject("/rootfs").withArray("/diff_ids").add(diff);
        config.withArray("/history")
                .addObject()
                .put("created", "1980-01-01T00:00:00Z")
                .put("created_by", "lianhu package");
        return config;
    }

    /** Docker and OCI media types differ in name only. */
    private static String ociMediaType(String mediaType) {
        return mediaType.startsWith("application/vnd.docker.image.rootfs")
                ? SPEC + "layer.v1.tar" + (mediaType.endsWith("gzip") ? "+gzip" : "")
                : mediaType;
    }

    private ObjectNode storeBlob(JsonNode json, String mediaType) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(json);
        String digest =
                "sha256:" + HexFormat.of().formatHex(BackupArchive.sha256().digest(bytes));
        Files.write(blobs(digest), bytes);
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", bytes.length);
    }

    private ObjectNode storeBlob(Path layer) throws IOException {
        try (InputStream in = Files.newInputStream(layer)) {
            String digest = "sha256:" + BackupArchive.checksumOf(in);
            Files.copy(layer, blobs(digest));
            return JSON.createObjectNode()
                    .put("mediaType", SPEC + "layer.v1.tar+gzip")
                    .put("digest", digest)
                    .put("size", Files.size(layer));
        }
    }

    private static String checksumOfUnpacked(Path layer) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(layer))) {
            return BackupArchive.checksumOf(in);
        }
    }

    /** Returns a blob of the base after checking its digest. */
    private Path blob(JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asText();
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw broken("有一部分的名字不是 sha256");
        }
        Path blob = base.resolve("blobs").resolve("sha256").resolve(digest.substring(7));
        if (!Files.isRegularFile(blob)) {
            throw broken("缺少 " + digest);
        }
        try (InputStream in = Files.newInputStream(blob)) {
            if (!BackupArchive.checksumOf(in).equals(digest.substring(7))) {
                throw broken(digest + " 的内容和名字不符");
            }
        }
        return blob;
    }

    private Path blobs(String digest) {
        return out.resolve("blobs").resolve("sha256").resolve(digest.substring("sha256:".length()));
    }

    private JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw broken("缺少 " + file.getFileName());
        }
        return JSON.readTree(Files.readAllBytes(file));
    }

    private StartupException broken(String why) {
        return new StartupException(
                "基础镜像 " + base + " 不是完整的 OCI 镜像目录（" + why + "）。请重新导出。  The base is not a complete OCI image layout.");
    }
}
