package lianhu.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.BackupArchive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image follows the specification: each part under the digest of its bytes, the application layer on top, for each
 * architecture.
 */
@NullUnmarked
class OciImageBuilderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OCI = "application/vnd.oci.image.";
    private static final byte[] OURS = "our files as a tar".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path base;
    private Path layer;

    @BeforeEach
    void aBaseForBothMachinesAndOneMore() throws IOException {
        base = Files.createDirectories(folder.resolve("base"));
        Files.createDirectories(base.resolve("blobs/sha256"));
        layer = Files.write(folder.resolve("layer.tar.gz"), zipped(OURS));
        String inner = "";
        for (String machine : List.of("arm64", "amd64", "s390x")) {
            byte[] lower = zipped(("the base of " + machine).getBytes(StandardCharsets.UTF_8));
            String config = blob("""
                    {"architecture":"%s","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":["sh"]},
                     "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}""".formatted(machine, "0".repeat(64)).getBytes(StandardCharsets.UTF_8));
            String manifest =
                    blob("""
                    {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
                     "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s"},
                     "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":%d}]}""".formatted(config, blob(lower), lower.length).getBytes(StandardCharsets.UTF_8));
            inner += (inner.isEmpty() ? "" : ",") + "{\"digest\":\"" + manifest + "\"}";
        }
        String list = blob(("{\"manifests\":[" + inner + "]}").getBytes(StandardCharsets.UTF_8));
        Files.writeString(base.resolve("index.json"), "{\"manifests\":[{\"digest\":\"" + list + "\"}]}");
    }

    @Test
    void ourLayerLiesOnTheBaseOfEachMachine() throws IOException {
        // When
        List<String> machines = OciImageBuilder.write(base, layer, folder.resolve("image"), "lianhu:1");

        // Then
        assertEquals(List.of("amd64", "arm64"), machines);
        JsonNode index = JSON.readTree(folder.resolve("image/index.json").toFile());
        List<String> platforms = new ArrayList<>();
        for (JsonNode entry : index.path("manifests")) {
            platforms.add(entry.path("platform").path("architecture").asText());
            JsonNode manifest = JSON.readTree(checked(entry));
            JsonNode config = JSON.readTree(checked(manifest.path("config")));
            assertEquals(OCI + "manifest.v1+json", manifest.path("mediaType").asText());
            assertEquals(2, manifest.path("layers").size());
            for (JsonNode part : manifest.path("layers")) {
                assertEquals(OCI + "layer.v1.tar+gzip", part.path("mediaType").asText());
                checked(part);
            }
            assertEquals(
                    "sha256:" + BackupArchive.checksumOf(new ByteArrayInputStream(OURS)),
                    config.path("rootfs").path("diff_ids").path(1).asText());
            assertEquals("10001:10001", config.path("config").path("User").asText());
            assertEquals(
                    "/opt/lianhu/lianhu",
                    config.path("config").path("Entrypoint").path(0).asText());
            List<String> environment = new ArrayList<>();
            config.path("config").path("Env").forEach(one -> environment.add(one.asText()));
            assertEquals("PATH=/bin", environment.getFirst());
            assertTrue(environment.contains("QUARKUS_MANAGEMENT_HOST=0.0.0.0"), environment.toString());
            assertTrue(config.path("config").path("ExposedPorts").has("9000/tcp"));
            assertTrue(config.path("config").path("Cmd").isMissingNode());
        }
        assertEquals(List.of("amd64", "arm64"), platforms);
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        // When
        OciImageBuilder.write(base, layer, folder.resolve("one"), "lianhu:1");
        OciImageBuilder.write(base, layer, folder.resolve("two"), "lianhu:1");

        // Then
        assertEquals(contents(folder.resolve("one")), contents(folder.resolve("two")));
    }

    @Test
    void aBaseWhoseBytesAreNotWhatTheirNamesSayIsRefused() throws IOException {
        // Given
        try (var blobs = Files.list(base.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                bytes[bytes.length - 1] ^= 1;
                Files.write(blob, bytes);
            }
        }

        // When
        StartupException startupException = assertThrows(
                StartupException.class, () -> OciImageBuilder.write(base, layer, folder.resolve("image"), "lianhu:1"));

        // Then
        assertTrue(startupException.getMessage().contains("内容和名字不符"), startupException.getMessage());
    }

    private byte[] checked(JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asText().substring("sha256:".length());
        byte[] bytes = Files.readAllBytes(folder.resolve("image/blobs/sha256").resolve(digest));
        assertEquals(digest, BackupArchive.checksumOf(new ByteArrayInputStream(bytes)));
        assertEquals(descriptor.path("size").asInt(), bytes.length);
        return bytes;
    }

    private String blob(byte[] bytes) throws IOException {
        String sum = BackupArchive.checksumOf(new ByteArrayInputStream(bytes));
        Files.write(base.resolve("blobs/sha256").resolve(sum), bytes);
        return "sha256:" + sum;
    }

    private static Map<String, String> contents(Path image) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var all = Files.walk(image)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(file)) {
                    contents.put(image.relativize(file).toString(), BackupArchive.checksumOf(in));
                }
            }
        }
        return contents;
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
