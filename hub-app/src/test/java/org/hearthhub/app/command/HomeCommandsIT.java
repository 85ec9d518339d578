package org.hearthhub.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.access.Role;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What whoever holds the machine types, against a real hub on real files. */
class HomeCommandsIT {
  private static final String PASSPHRASE = "four words nobody guesses";
  private static final Pattern CODE = Pattern.compile("    ([0-9A-Z]{5}(?:-[0-9A-Z]{5}){6})");

  @TempDir Path temp;
  private final List<RunningHub> hubs = new ArrayList<>();
  private Path data;
  private Path keyFile;
  private Path passphrase;
  private InputStream realInput = System.in;

  private record Said(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    realInput = System.in;
    data = temp.resolve("home");
    Files.createDirectory(
        temp.resolve("keys"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    keyFile = temp.resolve("keys/home.key");
    passphrase = Files.writeString(temp.resolve("passphrase.txt"), PASSPHRASE + "\n");
  }

  private RunningHub start() {
    HubPlan plan =
        new HubPlan(
            data, new Network.ThisMachine(), 0, OptionalInt.empty(), 0, 0, false, "0.0.0-test");
    RunningHub hub = RunningHub.start(plan, new Unlock.KeyFile(keyFile), code -> {});
    hubs.add(hub);
    return hub;
  }

  @AfterEach
  void stop() {
    System.setIn(realInput);
    hubs.forEach(RunningHub::close);
  }

  private Said hearth(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new CommandTree(new PrintWriter(out), new PrintWriter(err)).run(arguments);
    return new Said(code, out.toString(), err.toString());
  }

  /** With the folder of this home. */
  private Said home(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + data);
    return hearth(all.toArray(String[]::new));
  }

  private void addPassphrase() {
    Said added = home("keys", "add", "--passphrase", "--passphrase-file=" + passphrase);
    assertThat(added.err()).isEmpty();
    Said tested = home("keys", "test", "2", "--passphrase-file=" + passphrase);
    assertThat(tested.out()).isEqualTo("Key 2 opens the store.\n");
  }

  @Test
  void a_new_home_is_made_and_not_made_twice() {
    Said made = home("init", "--key-file=" + keyFile, "--json");

    assertThat(made.code()).isZero();
    assertThat(made.json().path("keyFile").asString()).isEqualTo(keyFile.toString());
    assertThat(data.resolve("home.db")).exists();
    Said again = home("init", "--key-file=" + keyFile);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("There is a Hearth store in").hasLineCount(1);
    start();
  }

  @Test
  void keys_are_added_listed_replaced_and_taken_away() {
    start();
    addPassphrase();

    Said listed = home("keys", "list");
    assertThat(listed.out()).contains("KNOWN TO WORK", "passphrase", "key file", "everything");
    assertThat(home("keys", "list", "--json").out().lines()).hasSize(2);

    Said last = home("keys", "remove", "2", "--yes");
    assertThat(last.code()).isEqualTo(1);
    assertThat(last.err()).contains("last way for a person").hasLineCount(1);
    Said unasked = home("keys", "remove", "1");
    assertThat(unasked.code()).isEqualTo(1);
    assertThat(unasked.err()).contains("Add --yes").hasLineCount(1);

    Said stick = home("keys", "add", "--key-file=" + temp.resolve("keys/stick.key"), "--home-only");
    assertThat(stick.out()).isEqualTo("Key 3 opens the store from now on.\n");
    assertThat(home("keys", "list").out()).contains("the home, not its past");
    assertThat(home("keys", "remove", "3", "--yes").code()).isZero();
    assertThat(home("keys", "rotate").out()).contains("new keys");
    assertThat(home("keys", "test", "9", "--passphrase-file=" + passphrase).err())
        .contains("There is no key 9");
  }

  @Test
  void a_recovery_code_is_shown_once_and_asked_back() {
    start();
    StringWriter out = new StringWriter();
    System.setIn(typing(() -> code(out.toString()) + "\n"));

    int code =
        new CommandTree(new PrintWriter(out), new PrintWriter(new StringWriter()))
            .run("keys", "add", "--recovery-code", "--data=" + data);

    assertThat(out.toString()).contains("It opens the store.");
    assertThat(code).isZero();
    assertThat(home("keys", "list", "--json").out()).doesNotContain(code(out.toString()));

    System.setIn(new ByteArrayInputStream(new byte[0]));
    Said unanswered = home("keys", "add", "--recovery-code");
    assertThat(unanswered.code()).isEqualTo(1);
    assertThat(unanswered.err()).contains("hearth keys test").hasLineCount(1);
  }

  private static String code(String out) {
    Matcher shown = CODE.matcher(out);
    assertThat(shown.find()).isTrue();
    return shown.group(1);
  }

  /** Somebody who types what was shown, once it was. */
  private static InputStream typing(Supplier<String> text) {
    return new InputStream() {
      private InputStream typed = InputStream.nullInputStream();
      private boolean asked;

      @Override
      public int read() throws IOException {
        if (!asked) {
          asked = true;
          typed = new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8));
        }
        return typed.read();
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        int first = read();
        if (first < 0) {
          return -1;
        }
        into[from] = (byte) first;
        return 1;
      }
    };
  }

  @Test
  void a_home_is_backed_up_lost_and_brought_back() throws IOException {
    RunningHub hub = start();
    hub.hub().home().addRoom(new Actor.Operator(), "Kitchen");
    Said early = home("backup", "now");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err()).hasLineCount(1);
    addPassphrase();
    Path shelf = Files.createDirectory(temp.resolve("shelf"));
    assertThat(home("backup", "plan").out()).contains("No folder was chosen");

    Said plan = home("backup", "plan", "--folder=" + shelf, "--daily=04:30", "--keep=3,2,1");
    assertThat(plan.out()).contains("each day at 04:30", "3 days, 2 weeks and 1 months");
    Said now = home("backup", "now", "--json");
    assertThat(now.code()).as(now.err()).isZero();
    String name = now.json().path("id").asString();
    assertThat(home("backup", "list").out()).contains(name, "read again and proven");
    assertThat(home("backup", "verify", name).code()).isZero();
    assertThat(home("backup", "verify", "no-such-one").err()).contains("no backup of that name");

    hub.close();
    Path elsewhere = temp.resolve("elsewhere");
    String[] restore = {
      "restore",
      shelf.resolve(name).toString(),
      "--data=" + elsewhere,
      "--passphrase-file=" + passphrase
    };
    List<String> dry = new ArrayList<>(List.of(restore));
    dry.add("--dry-run");
    Said tried = hearth(dry.toArray(String[]::new));
    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(elsewhere).doesNotExist();
    List<String> real = new ArrayList<>(List.of(restore));
    real.add("--no-key-file");
    Said restored = hearth(real.toArray(String[]::new));
    assertThat(restored.code()).as(restored.err()).isZero();

    Path config =
        Files.writeString(temp.resolve("back.toml"), "key-file = \"/proc/nowhere/key\"\n");
    Said withoutKey =
        hearth(
            "restore",
            shelf.resolve(name).toString(),
            "--data=" + temp.resolve("third"),
            "--passphrase-file=" + passphrase,
            "--config=" + config);
    assertThat(withoutKey.code()).as(withoutKey.err()).isZero();
    assertThat(withoutKey.out())
        .contains("is back in", "does not open by itself", "/proc/nowhere/key");

    HubPlan plan2 =
        new HubPlan(
            elsewhere,
            new Network.ThisMachine(),
            0,
            OptionalInt.empty(),
            0,
            0,
            false,
            "0.0.0-test");
    RunningHub back =
        RunningHub.start(plan2, new Unlock.Passphrase(PASSPHRASE.toCharArray()), setupCode -> {});
    hubs.add(back);
    assertThat(back.hub().home().rooms()).extracting(room -> room.title()).contains("Kitchen");
  }

  @Test
  void the_store_is_checked_with_and_without_a_hub() {
    RunningHub hub = start();

    Said live = home("verify");
    assertThat(live.code()).as(live.err()).isZero();
    assertThat(live.out()).contains("sealed rows were looked at", "Nothing is damaged.");
    hub.close();

    Said offline = home("verify", "--key-file=" + keyFile, "--json");
    assertThat(offline.code()).as(offline.err()).isZero();
    assertThat(offline.json().path("state").asString()).isEqualTo("well");
  }

  @Test
  void the_journal_is_checked_against_a_checkpoint_that_was_kept() throws IOException {
    RunningHub hub = start();
    Said checkpoint = home("audit", "checkpoint");
    Path kept = Files.writeString(temp.resolve("checkpoint.txt"), checkpoint.out());
    hub.hub().home().addRoom(new Actor.Operator(), "Kitchen");

    Said live = home("audit", "verify", "--checkpoint=" + kept);
    assertThat(live.code()).as(live.err() + live.out()).isZero();
    assertThat(live.out()).contains("as they were written");
    hub.close();

    assertThat(home("audit", "verify", "--checkpoint=" + kept).code()).isZero();
    Path wrong =
        Files.writeString(
            temp.resolve("wrong.txt"), checkpoint.out().replaceFirst("\n\\d+\n", "\n1\n"));
    Said lie = home("audit", "verify", "--checkpoint=" + wrong);
    assertThat(lie.code()).isEqualTo(1);
  }

  @Test
  void a_forgotten_password_is_reset_with_and_without_a_hub() {
    RunningHub hub = start();
    hub.hub()
        .household()
        .admit(new Actor.Operator(), "Anna", "correct horse".toCharArray(), Role.OWNER);

    Said live = home("reset-password", "anna", "--passphrase-file=" + passphrase);
    assertThat(live.code()).as(live.err()).isZero();
    assertThat(live.out()).startsWith("Anna has a new password.");
    assertThat(hub.hub().residents().authenticate("Anna", PASSPHRASE.toCharArray())).isPresent();
    assertThat(home("reset-password", "Zoe", "--passphrase-file=" + passphrase).err())
        .contains("Nobody of that name lives here");
    hub.close();

    Said offline =
        home("reset-password", "Anna", "--passphrase-file=" + passphrase, "--key-file=" + keyFile);
    assertThat(offline.code()).as(offline.err()).isZero();
  }

  @Test
  void readings_are_exported_to_a_file_that_was_not_there() {
    start();
    Path file = temp.resolve("readings.csv");

    assertThat(home("export", "--output=" + file).code()).isZero();
    assertThat(file).content().startsWith("time,device,title,property,unit,value");
    Said again = home("export", "--output=" + file);
    assertThat(again.code()).isEqualTo(1);
    assertThat(home("export", "--format=xml", "--output=" + temp.resolve("x")).err())
        .contains("csv or jsonl");
  }

  @Test
  void only_a_device_that_is_there_can_be_forgotten() {
    start();

    Said unknown = home("forget", "Bedroom motion", "--yes");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("No device is called").hasLineCount(1);
    Said unasked = home("forget", "urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11");
    assertThat(unasked.err()).contains("cannot be undone");
  }

  @Test
  void the_doctor_says_what_needs_a_person() {
    Said nothing = home("doctor");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.out()).contains("There is no home in", "hearth run");
    start();

    Said sick = home("doctor", "--key-file=" + keyFile);
    assertThat(sick.code()).isEqualTo(1);
    assertThat(sick.out())
        .contains("The key file lies on the same disk", "recovery code", "Only its owner can read")
        .contains("backups", "certificates")
        .contains("After a restart everything opens by itself.")
        .contains("The hub listens on this machine only");
    assertThat(home("doctor").out())
        .as("the hub was started with a key file that this command is not told of")
        .doesNotContain("There is no key file", "in use");
    assertThat(home("doctor", "--key-file=" + keyFile, "--json").out().lines())
        .allSatisfy(
            line ->
                assertThat(JsonMapper.shared().readTree(line).path("level").asString())
                    .isIn("fine", "note", "problem"));
  }
}
