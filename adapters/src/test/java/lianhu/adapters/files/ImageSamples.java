package lianhu.adapters.files;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures as phones make them, with where and by whom they were taken. */
final class ImageSamples {
    static byte[] jpeg(boolean isProgressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(isProgressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image(), null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image(), "png", out);
        return out.toByteArray();
    }

    static int[] pixels(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** EXIF with GPS, XMP, IPTC, a comment, a thumbnail, a colour profile, and a film behind the end. */
    static byte[] withNotes(byte[] jpeg, int orientation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int afterJfif = 4 + ((jpeg[4] & 0xFF) << 8 | jpeg[5] & 0xFF);
        out.write(jpeg, 0, afterJfif);
        segment(out, 0xE1, concat(ascii("Exif\0\0"), exif(orientation)));
        segment(out, 0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>HomeOfLi</x:xmpmeta>"));
        segment(out, 0xED, ascii("Photoshop 3.0\0" + "8BIM HomeOfLi"));
        segment(out, 0xE0, ascii("JFXX\0 thumbnail"));
        segment(out, 0xE2, ascii("ICC_PROFILE\0\1\1 colours"));
        segment(out, 0xFE, ascii("HomeOfLi"));
        out.write(jpeg, afterJfif, jpeg.length - afterJfif);
        out.writeBytes(ascii("film HomeOfLi"));
        return out.toByteArray();
    }

    static byte[] pngWithNotes(byte[] png, int orientation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int afterHeader = 8 + 12 + 13;
        out.write(png, 0, afterHeader);
        chunk(out, "tEXt", ascii("Author\0HomeOfLi"));
        chunk(out, "iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0xap/1.0 HomeOfLi"));
        chunk(out, "eXIf", exif(orientation));
        out.write(png, afterHeader, png.length - afterHeader);
        out.writeBytes(ascii("film HomeOfLi"));
        return out.toByteArray();
    }

    /** The picture inside is not a real one: the container is what is taken apart. */
    static byte[] webpWithNotes() {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        riff(chunks, "VP8X", new byte[] {0x0C, 0, 0, 0, 63, 0, 0, 47, 0, 0});
        riff(chunks, "VP8 ", new byte[] {1, 2, 3, 4, 5, 6, 7});
        riff(chunks, "EXIF", exif(1));
        riff(chunks, "XMP ", ascii("xap/1.0 HomeOfLi"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        riff(out, "RIFF", concat(ascii("WEBP"), chunks.toByteArray()));
        return out.toByteArray();
    }

    /** Intel order, orientation and a GPS directory with a place in words. */
    private static byte[] exif(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(38).putInt(0);
        tiff.put(ascii("GPS 36.05N 103.83E HomeOfLi"));
        return tiff.array();
    }

    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 64, 48, Color.BLUE));
        graphics.fillRect(0, 0, 64, 48);
        graphics.dispose();
        return image;
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        out.write(0xFF);
        out.write(marker);
        out.write(content.length + 2 >> 8);
        out.write(content.length + 2);
        out.writeBytes(content);
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] typed = concat(ascii(type), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(8 + typed.length)
                .putInt(content.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array());
    }

    private static void riff(ByteArrayOutputStream out, String type, byte[] content) {
        out.writeBytes(ascii(type));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array());
        out.writeBytes(content);
        if (content.length % 2 == 1) {
            out.write(0);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private ImageSamples() {}
}
