package org.hearthhub.web;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.hearthhub.web.door.ListenAddresses.Scope;
import org.hearthhub.web.stream.HomeStream;

/**
 * What the web server of a hub needs to know. Begin with {@link #of} and change what is different.
 *
 * @param httpPort 0 for any
 * @param httpsPort 0 for any; empty for none
 * @param scope the interfaces to listen on
 * @param tlsFolder where the certificates lie; made when missing
 * @param hubName the permanent name of the hub, for example {@code hearth-7k3m.local}
 * @param demo whether this is a throw-away hub with a simulated home
 * @param version of this program
 * @param socket where the command line reaches the hub; the file is made, with mode 0600
 * @param dashboard folder of the dashboard on the class path
 * @param stream how much the event stream may take
 */
public record WebSettings(
    int httpPort,
    OptionalInt httpsPort,
    Scope scope,
    Path tlsFolder,
    String hubName,
    boolean demo,
    String version,
    Optional<Path> socket,
    String dashboard,
    HomeStream.Bounds stream,
    InstantSource clock) {

  /** Plain HTTP on any port of this very machine, and nothing else. */
  public static WebSettings of(Path tlsFolder, String hubName, String version) {
    return new WebSettings(
        0,
        OptionalInt.empty(),
        new Scope.LoopbackOnly(),
        tlsFolder,
        hubName,
        false,
        version,
        Optional.empty(),
        "/dashboard",
        HomeStream.Bounds.USUAL,
        InstantSource.system());
  }

  public WebSettings withHttpPort(int port) {
    return new WebSettings(
        port, httpsPort, scope, tlsFolder, hubName, demo, version, socket, dashboard, stream,
        clock);
  }

  public WebSettings withHttpsPort(int port) {
    return new WebSettings(
        httpPort,
        OptionalInt.of(port),
        scope,
        tlsFolder,
        hubName,
        demo,
        version,
        socket,
        dashboard,
        stream,
        clock);
  }

  public WebSettings listeningOn(Scope interfaces) {
    return new WebSettings(
        httpPort,
        httpsPort,
        interfaces,
        tlsFolder,
        hubName,
        demo,
        version,
        socket,
        dashboard,
        stream,
        clock);
  }

  public WebSettings asDemo() {
    return new WebSettings(
        httpPort, httpsPort, scope, tlsFolder, hubName, true, version, socket, dashboard, stream,
        clock);
  }

  public WebSettings withSocket(Path path) {
    return new WebSettings(
        httpPort,
        httpsPort,
        scope,
        tlsFolder,
        hubName,
        demo,
        version,
        Optional.of(path),
        dashboard,
        stream,
        clock);
  }

  public WebSettings withDashboard(String classPathFolder) {
    return new WebSettings(
        httpPort,
        httpsPort,
        scope,
        tlsFolder,
        hubName,
        demo,
        version,
        socket,
        classPathFolder,
        stream,
        clock);
  }

  public WebSettings withStream(HomeStream.Bounds bounds) {
    return new WebSettings(
        httpPort, httpsPort, scope, tlsFolder, hubName, demo, version, socket, dashboard, bounds,
        clock);
  }

  public WebSettings withClock(InstantSource other) {
    return new WebSettings(
        httpPort, httpsPort, scope, tlsFolder, hubName, demo, version, socket, dashboard, stream,
        other);
  }
}
