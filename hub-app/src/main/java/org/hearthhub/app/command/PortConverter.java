package org.hearthhub.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, 0 to 65535. */
final class PortConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for a number out of range.
    }
    throw new TypeConversionException("'" + text + "' is not a port, 0 to 65535");
  }
}
