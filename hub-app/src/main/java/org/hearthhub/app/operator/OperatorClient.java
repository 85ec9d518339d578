package org.hearthhub.app.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The REST API of a running hub, through the Unix socket in its data folder. Whoever may open that
 * folder is the operator and needs no sign-in. One connection per request; not bound to a thread.
 */
public final class OperatorClient {
  /** The socket's name in the data folder. */
  public static final String SOCKET = "hearth.sock";

  private final Path folder;
  private final Path socket;
  private final JsonMapper json = JsonMapper.shared();

  public OperatorClient(Path folder) {
    this.folder = folder;
    this.socket = folder.resolve(SOCKET);
  }

  /** The answer's body. */
  public JsonNode get(String path) {
    return ask("GET", path, Optional.empty());
  }

  public JsonNode post(String path, JsonNode body) {
    return ask("POST", path, Optional.of(body));
  }

  public JsonNode put(String path, JsonNode body) {
    return ask("PUT", path, Optional.of(body));
  }

  public JsonNode patch(String path, JsonNode body) {
    return ask("PATCH", path, Optional.of(body));
  }

  /** Whether a hub runs there. */
  public boolean isRunning() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobodyListens) {
      return false;
    }
  }

  /**
   * Copies the answer's body as it comes, however long it is.
   *
   * @throws Problem what the hub answered, that no hub runs there, or that the answer was cut short
   */
  public void download(String path, OutputStream into) {
    exchange(
        HttpRequest.ofDownload(path),
        in -> {
          HttpAnswer answer = HttpAnswer.copy(in, into);
          if (answer.status() != 200) {
            throw problem(answer.status(), content(answer));
          }
          return answer;
        });
  }

  public JsonNode delete(String path) {
    return ask("DELETE", path, Optional.empty());
  }

  /**
   * @throws Problem what the hub answered, or that no hub runs there
   */
  private JsonNode ask(String method, String path, Optional<JsonNode> body) {
    HttpAnswer answer =
        exchange(HttpRequest.bytes(method, path, body.map(this::bytes)), HttpAnswer::read);
    JsonNode content = content(answer);
    if (answer.status() >= 200 && answer.status() < 300) {
      return content;
    }
    throw problem(answer.status(), content);
  }

  /** Takes an answer from the hub. */
  private interface Reading {
    HttpAnswer from(InputStream in) throws IOException;
  }

  private HttpAnswer exchange(byte[] request, Reading reading) {
    if (!Files.exists(socket)) {
      throw nobody();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var out = Channels.newOutputStream(channel);
      out.write(request);
      out.flush();
      return reading.from(Channels.newInputStream(channel));
    } catch (java.net.ConnectException refused) {
      throw nobody();
    } catch (java.nio.file.AccessDeniedException | java.net.SocketException notOurs) {
      throw new Refused(
          Refused.Reason.NOT_ALLOWED,
          "not-your-hub",
          "The hub on %s belongs to another user of this machine.".formatted(folder));
    } catch (IOException broken) {
      throw new Broken(
          "hub-hung-up", "The hub on %s did not finish its answer.".formatted(folder), broken);
    }
  }

  private NotFound nobody() {
    return new NotFound(
        "no-hub", "No hub is running on %s. Start one with: hearth run".formatted(folder));
  }

  private byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode content(HttpAnswer answer) {
    if (answer.body().length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(answer.body());
    } catch (JacksonException notJson) {
      throw new Broken("hub-unclear", "The hub's answer was not JSON.", notJson);
    }
  }

  private static Problem problem(int status, JsonNode content) {
    String type = content.path("type").asString("");
    String code = type.substring(type.lastIndexOf(':') + 1);
    String sentence =
        content.path("detail").asString("The hub answered with status " + status + ".");
    return switch (status) {
      case 401, 403, 405 -> new Refused(Refused.Reason.NOT_ALLOWED, code, sentence);
      case 404 -> new NotFound(code, sentence);
      case 409 -> new Conflict(code, sentence);
      case 423 -> new Locked(code, sentence);
      case 502, 503, 504 -> new Unavailable(Unavailable.Who.HUB, code, sentence);
      default -> status < 500 ? new Invalid(code, sentence) : new Broken(code, sentence, null);
    };
  }
}
