package org.hearthhub.web.door;

/** A mistake in how HTTP was used, which the rooms below know nothing of. */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument document;

  public HttpProblem(ProblemDocument document) {
    super(document.detail(), null, false, false);
    this.document = document;
  }

  public ProblemDocument document() {
    return document;
  }
}
