package org.hearthhub.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Hearth this is; the jar's manifest knows. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"hearth " + number()};
  }

  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
