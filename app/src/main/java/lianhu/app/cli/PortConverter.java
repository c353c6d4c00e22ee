package lianhu.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A TCP port; 0 lets the system choose one. */
final class PortConverter implements ITypeConverter<Integer> {
    private static final int LARGEST = 65_535;

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LARGEST) {
            throw new TypeConversionException("端口应是数字：" + text + "  A port is a number up to " + LARGEST + ".");
        }
        return Integer.valueOf(text);
    }
}
