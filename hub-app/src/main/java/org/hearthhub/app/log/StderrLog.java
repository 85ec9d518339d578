package org.hearthhub.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up in code, found by Logback as a service: reading an XML file would cost a tenth of
 * a second at every start.
 */
public final class StderrLog extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    PatternLayoutEncoder line = new PatternLayoutEncoder();
    line.setContext(loggers);
    line.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex{20}");
    line.start();

    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(loggers);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(line);
    stderr.start();

    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Lets Hearth's own parts say more; libraries stay at warnings. */
  public static void sayMore() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
      loggers.getLogger("org.hearthhub").setLevel(Level.DEBUG);
    }
  }
}
