package org.hearthhub.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {
  @TempDir Path temp;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void without_any_source_the_usual_ports_hold_and_none_was_chosen() {
    Settings settings = settings(Map.of());

    assertThat(settings.httpPort()).isEqualTo(new Port(8080, false));
    assertThat(settings.httpsPort()).isEqualTo(new Port(8443, false));
    assertThat(settings.coapPort()).isEqualTo(new Port(5683, false));
    assertThat(settings.networkInterface()).isEmpty();
  }

  @Test
  void a_flag_wins_over_the_environment_that_over_the_file_that_over_the_usual()
      throws IOException {
    Path file = config("http-port = 1001\nhttps-port = 1002\ncoap-port = 1003\n");
    environment.put("HEARTH_HTTP_PORT", "2001");
    environment.put("HEARTH_HTTPS_PORT", "2002");

    Settings settings = sources().settings(Map.of(Setting.HTTP_PORT, "3001"), Optional.of(file));

    assertThat(settings.httpPort()).isEqualTo(new Port(3001, true));
    assertThat(settings.httpsPort()).isEqualTo(new Port(2002, true));
    assertThat(settings.coapPort()).isEqualTo(new Port(1003, true));
  }

  @Test
  void an_empty_variable_is_as_good_as_none() {
    environment.put("HEARTH_HTTP_PORT", " ");

    assertThat(settings(Map.of()).httpPort()).isEqualTo(new Port(8080, false));
  }

  @Test
  void the_file_is_found_in_its_usual_place_without_being_named() throws IOException {
    Path usual = folders().configFile();
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, "data = \"/srv/home\"");

    assertThat(settings(Map.of()).dataFolder()).isEqualTo(Path.of("/srv/home"));
  }

  @Test
  void one_interface_can_be_named() throws IOException {
    Path file = config("interface = \"eth0\"");

    assertThat(sources().settings(Map.of(), Optional.of(file)).networkInterface()).contains("eth0");
  }

  @Test
  void an_unknown_key_is_refused_with_its_name_and_line() throws IOException {
    Path file = config("# ports\nhttp-port = 8081\nhttp_prot = 8082\n");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .isInstanceOf(Invalid.class)
        .hasMessage(file + " line 3 has an unknown setting: http_prot.");
  }

  @Test
  void a_section_is_an_unknown_key_too() throws IOException {
    Path file = config("\n[ports]\nhttp = 1\n");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .hasMessage(file + " line 2 has an unknown setting: ports.");
  }

  @Test
  void a_file_that_is_no_toml_is_refused_with_the_line() throws IOException {
    Path file = config("http-port = 8081\nthis is not toml\n");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("not valid TOML: look at line 2");
  }

  @Test
  void a_value_of_the_wrong_type_is_refused_with_key_and_line() throws IOException {
    Path file = config("data = { folder = \"x\" }");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .isInstanceOf(Invalid.class)
        .hasMessage("data in " + file + " line 1 must be a text or a whole number.");
  }

  @Test
  void a_bad_port_is_refused_naming_who_set_it() throws IOException {
    Path file = config("coap-port = 70000");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("coap-port in " + file + " line 1 must be a port");

    environment.put("HEARTH_COAP_PORT", "many");
    assertThatThrownBy(() -> settings(Map.of()))
        .hasMessageStartingWith("HEARTH_COAP_PORT must be a port");
  }

  @Test
  void a_named_file_that_is_not_there_is_said_to_be_missing() {
    Path file = temp.resolve("none.toml");

    assertThatThrownBy(() -> sources().settings(Map.of(), Optional.of(file)))
        .isInstanceOf(NotFound.class)
        .hasMessage("The configuration file " + file + " cannot be read.");
  }

  @Test
  void root_keeps_the_home_in_var_lib_and_others_in_their_own_folder() {
    assertThat(Folders.of(Map.of(), "root", Path.of("/root")))
        .isEqualTo(new Folders(Path.of("/var/lib/hearth"), Path.of("/etc/hearth")));
    assertThat(Folders.of(Map.of(), "ada", Path.of("/home/ada")))
        .isEqualTo(
            new Folders(
                Path.of("/home/ada/.local/share/hearth"), Path.of("/home/ada/.config/hearth")));
  }

  @Test
  void xdg_variables_move_the_usual_places_unless_they_are_relative() {
    var xdg = Map.of("XDG_DATA_HOME", "/data", "XDG_CONFIG_HOME", "not/absolute");

    assertThat(Folders.of(xdg, "ada", Path.of("/home/ada")))
        .isEqualTo(new Folders(Path.of("/data/hearth"), Path.of("/home/ada/.config/hearth")));
  }

  @Test
  void a_passphrase_from_the_environment_does_not_show_itself() {
    environment.put("HEARTH_PASSPHRASE", "correct horse");

    Settings settings = settings(Map.of());

    assertThat(settings.passphrase()).map(Settings.Passphrase::secret).contains("correct horse");
    assertThat(settings.toString()).doesNotContain("correct horse");
  }

  private Settings settings(Map<Setting, String> flags) {
    return sources().settings(flags, Optional.empty());
  }

  private SettingsSources sources() {
    return new SettingsSources(environment, folders());
  }

  private Folders folders() {
    return new Folders(temp.resolve("data"), temp.resolve("config"));
  }

  private Path config(String text) throws IOException {
    return Files.writeString(temp.resolve("hearth.toml"), text);
  }
}
