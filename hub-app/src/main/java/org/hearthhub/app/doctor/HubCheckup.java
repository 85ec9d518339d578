package org.hearthhub.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.problem.Problem;
import tools.jackson.databind.JsonNode;

/** What a running hub knows of itself: what is locked, its keys, its backups, its devices. */
final class HubCheckup {
  /** Over already. */
  private final OperatorClient hub;

  private final List<Finding> findings = new ArrayList<>();

  HubCheckup(OperatorClient hub) {
    this.hub = hub;
  }

  List<Finding> findings() {
    JsonNode vault = hub.get("/api/v1/vault");
    String state = vault.path("state").asString("");
    if (state.equals("locked") || state.equals("opening")) {
      findings.add(
          Finding.problem("store", "The whole home is locked.", "Unlock it with: hearth unlock"));
      return findings;
    }
    findings.add(
        state.equals("open")
            ? Finding.fine("store", "The store is open.")
            : Finding.note(
                "store",
                "The past is locked; the home works, and what happens is recorded.",
                "To read it: hearth unlock"));
    vault
        .path("notices")
        .forEach(
            notice -> {
              String code = notice.path("code").asString("");
              String sentence = notice.path("sentence").asString("");
              findings.add(
                  notice.path("needsYou").asBoolean(true)
                      ? Finding.problem("store", sentence, whatToDo(code))
                      : Finding.note("store", sentence, "Nothing has to be done."));
            });
    part("store", this::lastCheck);
    afterARestart(vault.path("autoUnlock").asString(""));
    part("keys", this::keys);
    part("backups", this::backups);
    part("finding", this::finding);
    return findings;
  }

  private static String whatToDo(String code) {
    return code.startsWith("clock-")
        ? "See what the machine knows of time: timedatectl"
        : "See what else there is: hearth verify";
  }

  private void part(String about, Runnable look) {
    try {
      look.run();
    } catch (Problem problem) {
      findings.add(
          Finding.problem(
              about, problem.sentence(), "Look into the log of the hub, or start it again."));
    }
  }

  private void lastCheck() {
    JsonNode last = hub.get("/api/v1/verify");
    switch (last.path("state").asString("")) {
      case "well" -> findings.add(Finding.fine("store", last.path("sentence").asString("")));
      case "damaged", "failed" ->
          findings.add(
              Finding.problem(
                  "store", last.path("sentence").asString(""), "See what it is: hearth verify"));
      default ->
          findings.add(
              Finding.note(
                  "store",
                  "The store was not checked since the hub started.",
                  "To check all of it: hearth verify"));
    }
  }

  private void afterARestart(String opensByItself) {
    switch (opensByItself) {
      case "all" ->
          findings.add(Finding.fine("keys", "After a restart everything opens by itself."));
      case "operating" ->
          findings.add(
              Finding.fine(
                  "keys", "After a restart the home works by itself, and the past waits for you."));
      default ->
          findings.add(
              Finding.note(
                  "keys",
                  "After a restart nothing works until somebody unlocks the home.",
                  "If that is not meant, choose otherwise on the page on keys, or: hearth keys add"
                      + " --key-file FILE"));
    }
  }

  private void keys() {
    List<JsonNode> keys =
        StreamSupport.stream(hub.get("/api/v1/keys").spliterator(), false).toList();
    boolean proven = keys.stream().anyMatch(key -> isHuman(key) && key.path("proven").asBoolean());
    boolean onPaper =
        keys.stream()
            .anyMatch(
                key ->
                    key.path("kind").asString("").equals("recovery-code")
                        && key.path("proven").asBoolean());
    if (!proven) {
      findings.add(
          Finding.problem(
              "keys",
              "No passphrase and no recovery code was typed back yet, so it is not certain that a"
                  + " person can open the store.",
              "Try one with: hearth keys list, then hearth keys test ID"));
    }
    if (!onPaper) {
      findings.add(
          Finding.problem(
              "keys",
              "There is no recovery code on paper: if password and key file are lost, so is"
                  + " everything.",
              "Make one with: hearth keys add --recovery-code"));
    } else {
      findings.add(Finding.fine("keys", "A recovery code was typed back."));
    }
  }

  private static boolean isHuman(JsonNode key) {
    return switch (key.path("kind").asString("")) {
      case "passphrase", "recovery-code" -> true;
      default -> false;
    };
  }

  private void backups() {
    JsonNode status = hub.get("/api/v1/backups").path("status");
    String sentence = status.path("sentence").asString("");
    findings.add(
        switch (status.path("health").asString("")) {
          case "good" -> Finding.fine("backups", sentence);
          case "waiting" -> Finding.note("backups", sentence, "To make one now: hearth backup now");
          case "not-set-up" ->
              Finding.problem("backups", sentence, "To do that: hearth backup plan --folder DIR");
          default -> Finding.problem("backups", sentence, "See more with: hearth backup list");
        });
  }

  /** Which addresses it has taken, whatever it was started with. */
  private void listening(JsonNode parts) {
    List<String> home = new ArrayList<>();
    for (JsonNode part : parts) {
      for (JsonNode place : part.path("places")) {
        String address = place.path("address").asString("");
        if (!address.startsWith("127.") && !address.equals("::1") && !home.contains(address)) {
          home.add(address);
        }
      }
    }
    findings.add(
        home.isEmpty()
            ? Finding.note(
                "network",
                "The hub listens on this machine only, so nothing else can reach it.",
                "If that is not meant, connect this machine to the network of the home, and start"
                    + " the hub without '--interface lo'.")
            : Finding.fine("network", "The hub listens on " + String.join(", ", home) + "."));
  }

  private void finding() {
    JsonNode parts = hub.get("/api/v1/diagnostics/discovery").path("parts");
    listening(parts);
    int before = findings.size();
    for (JsonNode part : parts) {
      String adapter = part.path("adapter").asString("");
      part.path("advice")
          .forEach(
              advice ->
                  findings.add(
                      Finding.problem(
                          "finding",
                          "%s:".formatted(adapter),
                          advice.path("sentence").asString(""))));
      part.path("names")
          .forEach(
              name ->
                  findings.add(
                      Finding.note(
                          "finding",
                          "Another machine is called %s, so this hub is found as %s."
                              .formatted(
                                  name.path("wanted").asString(""), name.path("used").asString("")),
                          "If both are hubs of yours, use the names they print at start.")));
    }
    if (findings.size() == before) {
      findings.add(Finding.fine("finding", "Nothing hinders finding devices."));
    }
  }
}
