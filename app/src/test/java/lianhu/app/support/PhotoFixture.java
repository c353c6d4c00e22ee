package lianhu.app.support;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Photos as phones make them. */
public final class PhotoFixture {
    /** A small black picture with an EXIF segment. */
    public static byte[] withPlace() {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] plain = image.toByteArray();
        byte[] notes = "Exif\0\0MM\0*\0\0\0\10\0\0GPS 39.1 100.2".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write(0);
        out.write(notes.length + 2);
        out.writeBytes(notes);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    private PhotoFixture() {}
}
