package org.hearthhub.app.doctor;

/**
 * Something that was looked at.
 *
 * @param about one word: store, keys, files, disk, backups, certificates, network, finding
 * @param sentence how it is
 * @param advice what to do; empty where nothing has to be done
 */
public record Finding(Level level, String about, String sentence, String advice) {
  /** How it is. */
  public enum Level {
    FINE,
    /** Good to know. */
    NOTE,
    /** Needs a person. */
    PROBLEM
  }

  static Finding fine(String about, String sentence) {
    return new Finding(Level.FINE, about, sentence, "");
  }

  static Finding note(String about, String sentence, String advice) {
    return new Finding(Level.NOTE, about, sentence, advice);
  }

  static Finding problem(String about, String sentence, String advice) {
    return new Finding(Level.PROBLEM, about, sentence, advice);
  }
}
