package org.hearthhub.web;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of {@code openapi.yaml}, each as its method and path. */
final class Contract {
  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|patch|delete):");

  private Contract() {}

  /** What the contract says is served: operations that are only agreed on are marked. */
  static Set<String> operations(String contract) {
    Set<String> operations = new TreeSet<>();
    String path = "";
    String last = "";
    String paths =
        contract.substring(contract.indexOf("\npaths:"), contract.indexOf("\ncomponents:"));
    for (String line : paths.lines().toList()) {
      Matcher isPath = PATH.matcher(line);
      Matcher isMethod = METHOD.matcher(line);
      if (isPath.matches()) {
        path = isPath.group(1);
      } else if (isMethod.matches()) {
        last = isMethod.group(1).toUpperCase(Locale.ROOT) + " " + path;
        operations.add(last);
      } else if (line.equals("      x-not-yet: true")) {
        operations.remove(last);
      }
    }
    return operations;
  }
}
